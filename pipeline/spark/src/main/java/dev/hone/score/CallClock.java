package dev.hone.score;

import dev.hone.reward.Answers;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The time that one call of a reward function computes. While it waits for somebody outside, its place is free for another call. */
final class CallClock implements Answers.Waiter {

    private final Semaphore places;
    private boolean hasPlace;
    private boolean given;
    private long startNanos;
    private long computedNanos;

    /** @param places how many calls may compute at the same time */
    CallClock(Semaphore places) {
        this.places = places;
    }

    /** Waits for a place; then the clock runs. */
    void start() {
        places.acquireUninterruptibly();
        synchronized (this) {
            hasPlace = true;
            startNanos = System.nanoTime();
        }
    }

    @Override
    public synchronized void beginWait() {
        if (hasPlace) {
            stop();
        }
    }

    @Override
    public void endWait() {
        synchronized (this) {
            if (given) {
                return;
            }
        }
        start();
    }

    /** The call has ended, or nobody waits for it any more: its place is free for good. */
    synchronized void end() {
        given = true;
        beginWait();
    }

    synchronized long computedNanos() {
        return computedNanos + (hasPlace ? System.nanoTime() - startNanos : 0);
    }

    /** How long it may still compute, at least a millisecond. */
    long leftNanos(long limitNanos) {
        return Math.max(TimeUnit.MILLISECONDS.toNanos(1), limitNanos - computedNanos());
    }

    private void stop() {
        computedNanos += System.nanoTime() - startNanos;
        hasPlace = false;
        places.release();
    }
}
