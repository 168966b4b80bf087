package dev.hone.rollout;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The atom of determinism: prompts that are decoded together, alone, on one thread. The last bits of a matrix product depend on the number
 * of rows, so batches that formed by arrival would change tokens with the number of executors; planned units do not.
 *
 * @param index number of the unit in its step, from 0
 * @param prompts the longest first
 */
public record RolloutUnit(int index, List<EncodedPrompt> prompts) implements Serializable {

    public RolloutUnit {
        prompts = List.copyOf(prompts);
    }

    /** Partitions prompts over units, so that each unit gets its share of long ones; fewer prompts than units make fewer units. */
    public static List<RolloutUnit> partition(List<EncodedPrompt> prompts, int units) {
        if (units < 1) {
            throw new IllegalArgumentException("a step needs at least one unit, got " + units);
        }
        int used = Math.min(units, prompts.size());
        List<RolloutUnit> parts = new ArrayList<>();
        for (int unit = 0; unit < used; unit++) {
            List<EncodedPrompt> members = new ArrayList<>();
            for (int p = unit; p < prompts.size(); p += used) {
                members.add(prompts.get(p));
            }
            members.sort(Comparator.comparingInt((EncodedPrompt prompt) -> -prompt.tokenIds().length)
                    .thenComparing(EncodedPrompt::promptId));
            parts.add(new RolloutUnit(unit, members));
        }
        return parts;
    }
}
