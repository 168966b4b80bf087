package dev.hone.serving.key;

import dev.hone.serving.http.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a key has asked in the last minute and is asking now. */
final class KeyUse {

    private static final int SECONDS = 60;

    private final Clock clock;
    private final Deque<Instant> lastMinute = new ArrayDeque<>();
    private int now;

    KeyUse(Clock clock) {
        this.clock = clock;
    }

    /** @throws ApiException 429 where that is too much */
    synchronized void enter(ApiKey key) {
        Instant time = clock.instant();
        while (!lastMinute.isEmpty() && lastMinute.peek().isBefore(time.minusSeconds(SECONDS))) {
            lastMinute.remove();
        }
        KeyLimits limits = key.limits();
        if (limits.atOnce() > 0 && now >= limits.atOnce()) {
            throw tooMuch("The key " + key.name() + " may ask " + limits.atOnce() + " questions at once", 1);
        }
        if (limits.perMinute() > 0 && lastMinute.size() >= limits.perMinute()) {
            long wait =
                    SECONDS + 1 - (time.getEpochSecond() - lastMinute.element().getEpochSecond());
            throw tooMuch(
                    "The key " + key.name() + " may ask " + limits.perMinute() + " questions a minute", (int) wait);
        }
        if (limits.perMinute() > 0) {
            lastMinute.add(time);
        }
        now++;
    }

    synchronized void leave() {
        now--;
    }

    private static ApiException tooMuch(String message, int seconds) {
        return new ApiException(429, message + "; ask again in " + seconds + " s")
                .withCode("rate_limit_exceeded")
                .retryAfter(seconds);
    }
}
