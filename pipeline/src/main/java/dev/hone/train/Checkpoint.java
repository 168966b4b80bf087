package dev.hone.train;

import dev.hone.math.optim.AdamWState;
import dev.hone.policy.Adapter;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of training after a step: all that the next step needs.
 *
 * @param step steps done; 0 is the start
 * @param adapter the policy
 * @param optimizer its moments
 * @param metrics what the update of this step reported
 */
public record Checkpoint(int step, Adapter adapter, AdamWState optimizer, SortedMap<String, Double> metrics) {

    public Checkpoint {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
}
