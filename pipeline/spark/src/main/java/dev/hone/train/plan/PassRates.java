package dev.hone.train.plan;

import dev.hone.math.sampling.PassRateWeight;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.schema.PassRateRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The curriculum: when each prompt is due, from how often it was solved so far. A prompt waits 1 / weight epochs from visit to visit, so
 * one with weight 1 comes once in each epoch and one with weight 1/4 in every fourth. Within an epoch its place is drawn from the seed:
 *
 * <pre>due = sum over its visits of 1 / weight(pass rate of the visit) + u(seed, number of visits, prompt), u in [0, 1)</pre>
 *
 * <p>It follows from the run's seed and its stored scores alone. With all weights 1 it is the order of shuffled epochs.
 *
 * @param weight of a pass rate
 * @param waits what the visits of each prompt add up to; prompts that were not visited are left out
 */
record PassRates(PassRateWeight weight, long seed, Map<String, Wait> waits) {

    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    PassRates {
        waits = Map.copyOf(waits);
    }

    /**
     * The visits of a prompt.
     *
     * @param visits how many
     * @param epochs sum of 1 / weight over them
     */
    record Wait(int visits, double epochs) {
        static final Wait NONE = new Wait(0, 0);
    }

    /** What is known before the first step. */
    static PassRates none(PassRateWeight weight, long seed) {
        return new PassRates(weight, seed, Map.of());
    }

    /** With the visits of further steps, the earlier first. */
    PassRates plus(List<PassRateRow> visits) {
        Map<String, Wait> all = new HashMap<>(waits);
        for (PassRateRow visit : visits) {
            Wait before = all.getOrDefault(visit.promptId(), Wait.NONE);
            all.put(visit.promptId(), new Wait(before.visits() + 1, before.epochs() + 1 / weight.of(visit.passRate())));
        }
        return new PassRates(weight, seed, all);
    }

    /** When a prompt is due, in epochs; the least comes first. */
    double due(String promptId) {
        Wait wait = waits.getOrDefault(promptId, Wait.NONE);
        long place = UniformNumbers.completionSeed(seed, -(wait.visits() + 1), promptId, 0);
        return wait.epochs() + ((place ^ Long.MIN_VALUE) >>> 11) * TWO_TO_MINUS_53;
    }
}
