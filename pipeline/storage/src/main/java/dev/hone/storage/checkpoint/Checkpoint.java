package dev.hone.storage.checkpoint;

import dev.hone.policy.adapter.TrainingState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of training after a step: all that the next step needs.
 *
 * @param step steps done; 0 is the start
 * @param state the policy and the optimizer
 * @param metrics what the update of this step reported
 */
public record Checkpoint(int step, TrainingState state, SortedMap<String, Double> metrics) {

    public Checkpoint {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
}
