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
 * @param timed whether the time is told
 */
record CheckDepth(Set<Probe> probes, boolean forms, int repeated, boolean timed) {

    private static final Set<Probe> ALL = EnumSet.allOf(Probe.class);
    private static final Set<Probe> FEW = EnumSet.of(Probe.REFERENCE, Probe.LOGGED, Probe.EMPTY, Probe.FORGED_SCORE);

    CheckDepth {
        probes = Set.copyOf(probes);
    }

    /** Before a training. */
    static CheckDepth brief(RewardPlace place) {
        return place == RewardPlace.DRIVER
                ? new CheckDepth(FEW, false, 0, false)
                : new CheckDepth(ALL, true, Integer.MAX_VALUE, false);
    }

    /** Where somebody asks for it. */
    static CheckDepth whole(RewardPlace place) {
        return place == RewardPlace.DRIVER
                ? new CheckDepth(ALL, false, 2, true)
                : new CheckDepth(ALL, true, Integer.MAX_VALUE, true);
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
