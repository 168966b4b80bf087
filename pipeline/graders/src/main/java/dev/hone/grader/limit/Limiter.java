package dev.hone.grader.limit;

import dev.hone.grader.http.Callbacks;
import dev.hone.reward.RewardUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets requests begin in the order in which they come, as fast as all limits allow. A request reserves the tokens and the money that it may
 * need at most, and gives back what it did not.
 */
public final class Limiter {

    private final Allowance requests;
    private final Allowance tokens;
    private final Budget budget;
    private final int maxInFlight;
    private final LongSupplier nanoClock;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int inFlight;
    private long pausedUntilNanos;
    private long wakeAtNanos = Long.MAX_VALUE;
    private Optional<RewardUnavailableException> stopped = Optional.empty();

    private record Waiting(Need need, CompletableFuture<Permit> permit) {}

    /**
     * What a request may need at most.
     *
     * @param tokens of question and answer
     * @param microUsd millionths of a US dollar; 0 where no price is known
     */
    public record Need(long tokens, long microUsd) {

        public static final Need NOTHING = new Need(0, 0);
    }

    /**
     * A limiter.
     *
     * @param who is asked, as messages name it
     * @param requestsPerMinute empty: any number
     * @param tokensPerMinute empty: any number
     * @param maxInFlight at the same time
     * @param maxUsd that may be spent; empty: any sum
     * @param spentMicroUsd of it, before
     */
    public Limiter(
            String who,
            OptionalDouble requestsPerMinute,
            OptionalDouble tokensPerMinute,
            int maxInFlight,
            OptionalDouble maxUsd,
            long spentMicroUsd) {
        this(requestsPerMinute, tokensPerMinute, maxInFlight, new Budget(who, maxUsd, spentMicroUsd), System::nanoTime);
    }

    Limiter(
            OptionalDouble requestsPerMinute,
            OptionalDouble tokensPerMinute,
            int maxInFlight,
            Budget budget,
            LongSupplier nanoClock) {
        this.requests = new Allowance(requestsPerMinute, 1, nanoClock.getAsLong());
        this.tokens = new Allowance(tokensPerMinute, 1, nanoClock.getAsLong());
        this.budget = budget;
        this.maxInFlight = maxInFlight;
        this.nanoClock = nanoClock;
        this.pausedUntilNanos = nanoClock.getAsLong();
    }

    /** The right to send one request. */
    public final class Permit {

        private final Need reserved;

        private Permit(Need reserved) {
            this.reserved = reserved;
        }

        /** The request has ended; to be called once. {@link Need#NOTHING} where it was not answered. */
        public void end(Need used) {
            synchronized (Limiter.this) {
                inFlight--;
                tokens.take((double) (used.tokens() - reserved.tokens()));
                budget.settle(reserved.microUsd(), used.microUsd());
            }
            grant();
        }
    }

    /** Waits until a request may begin. Fails with a {@link RewardUnavailableException} where none will. */
    public CompletableFuture<Permit> acquire(Need need) {
        return acquire(need, queue::addLast);
    }

    /** The same for another try of a request, which goes before those that have had none. */
    public CompletableFuture<Permit> acquireAgain(Need need) {
        return acquire(need, queue::addFirst);
    }

    private CompletableFuture<Permit> acquire(Need need, Consumer<Waiting> place) {
        CompletableFuture<Permit> permit = new CompletableFuture<>();
        synchronized (this) {
            if (stopped.isPresent()) {
                return CompletableFuture.failedFuture(stopped.get());
            }
            place.accept(new Waiting(need, permit));
        }
        grant();
        return permit;
    }

    /** Lets no request begin for so long: whoever is asked wants to be left alone. */
    public synchronized void pause(Duration time) {
        pausedUntilNanos = Math.max(pausedUntilNanos, nanoClock.getAsLong() + time.toNanos());
    }

    /** Fails all requests that have not begun, and those to come, until {@link #restart}. */
    public void stop(RewardUnavailableException why) {
        List<Waiting> given;
        synchronized (this) {
            if (stopped.isEmpty()) {
                stopped = Optional.of(why);
            }
            given = List.copyOf(queue);
            queue.clear();
        }
        given.forEach(waiting -> waiting.permit().completeExceptionally(why));
    }

    /** Lets requests begin again. */
    public synchronized void restart() {
        stopped = Optional.empty();
    }

    private void grant() {
        List<Waiting> granted = new ArrayList<>();
        Optional<RewardUnavailableException> spent = Optional.empty();
        synchronized (this) {
            long now = nanoClock.getAsLong();
            while (!queue.isEmpty() && inFlight < maxInFlight) {
                Need next = queue.peek().need();
                if (!budget.allows(next.microUsd())) {
                    spent = budget.mayGrow() ? Optional.empty() : Optional.of(budget.isSpent(next.microUsd()));
                    break;
                }
                long wait = waitNanos(next, now);
                if (wait > 0) {
                    wakeAfter(wait, now);
                    break;
                }
                requests.take(1);
                tokens.take((double) next.tokens());
                budget.reserve(next.microUsd());
                inFlight++;
                granted.add(queue.poll());
            }
        }
        // Not in this thread: what follows may end at once, and come back here for the next.
        granted.forEach(waiting -> waiting.permit().completeAsync(() -> new Permit(waiting.need()), Callbacks.pool()));
        spent.ifPresent(this::stop);
    }

    private long waitNanos(Need need, long now) {
        return Math.max(
                Math.max(pausedUntilNanos - now, requests.waitNanos(1, now)),
                tokens.waitNanos((double) need.tokens(), now));
    }

    private void wakeAfter(long waitNanos, long now) {
        if (now + waitNanos < wakeAtNanos) {
            wakeAtNanos = now + waitNanos;
            ScheduledFuture<?> unused = Callbacks.pool().schedule(this::wake, waitNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        synchronized (this) {
            wakeAtNanos = Long.MAX_VALUE;
        }
        grant();
    }
}
