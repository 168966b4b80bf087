package dev.hone.grader.chat;

import dev.hone.reward.RewardParameters;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a model may be asked. All of it may change while a run goes on: no answer hangs on it.
 *
 * @param requestsPerMinute empty: any number
 * @param tokensPerMinute of questions and answers together; empty: any number
 * @param inFlight requests under way at the same time
 * @param timeout of one request
 * @param patience how long a request is tried before the model counts as down
 * @param prices of tokens
 * @param maxUsd what all answers of a run may cost; empty: anything
 */
record EndpointLimits(
        OptionalDouble requestsPerMinute,
        OptionalDouble tokensPerMinute,
        int inFlight,
        Duration timeout,
        Duration patience,
        Prices prices,
        OptionalDouble maxUsd) {

    private static final int IN_FLIGHT = 256;
    private static final int MAX_IN_FLIGHT = 4096;
    private static final double TIMEOUT_SECONDS = 120;
    static final double RETRY_SECONDS = 300;
    private static final double MAX_SECONDS = 86_400;

    static EndpointLimits from(RewardParameters section) {
        EndpointLimits limits = new EndpointLimits(
                optional(section, "requestsPerMinute", 0.001),
                optional(section, "tokensPerMinute", 1),
                (int) section.number("inFlight", IN_FLIGHT, 1, MAX_IN_FLIGHT),
                seconds(section.number("timeoutSeconds", TIMEOUT_SECONDS, 0.01, MAX_SECONDS)),
                seconds(section.number("retrySeconds", RETRY_SECONDS, 0.01, MAX_SECONDS)),
                new Prices(
                        optional(section, "inputUsdPerMillionTokens", 0),
                        optional(section, "outputUsdPerMillionTokens", 0)),
                optional(section, "maxUsd", 0));
        if (limits.maxUsd.isPresent() && !limits.prices.areKnown()) {
            section.problem(
                    "maxUsd",
                    "needs to know what tokens cost",
                    "Add inputUsdPerMillionTokens and outputUsdPerMillionTokens");
        }
        return limits;
    }

    private static OptionalDouble optional(RewardParameters section, String key, double least) {
        return section.has(key)
                ? OptionalDouble.of(section.number(key, least, least, Double.MAX_VALUE))
                : OptionalDouble.empty();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
