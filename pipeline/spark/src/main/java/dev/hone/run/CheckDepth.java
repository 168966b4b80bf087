package dev.hone.run;

import dev.hone.check.Probe;
import dev.hone.reward.RewardPlace;
import java.util.EnumSet;
import java.util.Set;

/**
 * How much a check asks of a reward. One that is called in the driver asks somebody else, who takes time and money.
 *
 * @param probes answers that are scored
 * @param forms whether right answers are tried in several forms
 * @param repeated prompts whose answers are scored twice
 * @param timed whether time and money are told; needs something repeated
 * @param maxRetrySeconds how long a model is asked again, at most, before it counts as down
 */
record CheckDepth(Set<Probe> probes, boolean forms, int repeated, boolean timed, double maxRetrySeconds) {

    /** Somebody sits there and waits. */
    private static final double RETRY_SECONDS = 20;

    /** A training has time: a judge may be starting beside it. */
    private static final double ANY_RETRY_SECONDS = Double.POSITIVE_INFINITY;

    private static final Set<Probe> ALL = EnumSet.allOf(Probe.class);
    private static final Set<Probe> FEW = EnumSet.of(Probe.REFERENCE, Probe.LOGGED, Probe.EMPTY, Probe.FORGED_SCORE);

    CheckDepth {
        probes = Set.copyOf(probes);
    }

    /** Before a training. */
    static CheckDepth brief(RewardPlace place) {
        return place == RewardPlace.DRIVER
                ? new CheckDepth(FEW, false, 0, false, ANY_RETRY_SECONDS)
                : new CheckDepth(ALL, true, Integer.MAX_VALUE, false, ANY_RETRY_SECONDS);
    }

    /** Where somebody asks for it. */
    static CheckDepth whole(RewardPlace place) {
        return place == RewardPlace.DRIVER
                ? new CheckDepth(ALL, false, 2, true, RETRY_SECONDS)
                : new CheckDepth(ALL, true, Integer.MAX_VALUE, true, RETRY_SECONDS);
    }

    /** Prompts that a training tries. */
    static int briefPrompts(RewardPlace place) {
        return place == RewardPlace.DRIVER ? 2 : 16;
    }

    /** Prompts that are tried where nobody says how many. */
    static int wholePrompts(RewardPlace place) {
        return place == RewardPlace.DRIVER ? 8 : 64;
    }
}
