package dev.hone.math.optim;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What AdamW remembers between steps: two moments of each named tensor and the number of steps done. Immutable by convention: a step
 * gives a new state, so one that is being written to disk never changes.
 *
 * @param step optimizer steps done, at least 0
 * @param firstMoments running mean of the gradients, by tensor name
 * @param secondMoments running mean of their squares, by tensor name
 */
public record AdamWState(long step, SortedMap<String, float[]> firstMoments, SortedMap<String, float[]> secondMoments) {

    private static final String FIRST = "first_moment/";
    private static final String SECOND = "second_moment/";

    public AdamWState {
        if (step < 0) {
            throw new IllegalArgumentException("the step must be at least 0, got " + step);
        }
        if (!firstMoments.keySet().equals(secondMoments.keySet())) {
            throw new IllegalArgumentException("first and second moments are of different tensors");
        }
        firstMoments = Collections.unmodifiableSortedMap(new TreeMap<>(firstMoments));
        secondMoments = Collections.unmodifiableSortedMap(new TreeMap<>(secondMoments));
    }

    /** The state before the first step. */
    public static AdamWState initial(Map<String, float[]> parameters) {
        return new AdamWState(0, zeros(parameters), zeros(parameters));
    }

    /** The moments as named tensors for a checkpoint: {@code first_moment/NAME} and {@code second_moment/NAME}; the step is kept apart. */
    public SortedMap<String, float[]> export() {
        SortedMap<String, float[]> tensors = new TreeMap<>();
        firstMoments.forEach((name, values) -> tensors.put(FIRST + name, values));
        secondMoments.forEach((name, values) -> tensors.put(SECOND + name, values));
        return tensors;
    }

    /**
     * The state that {@link #export} gave.
     *
     * @throws IllegalArgumentException for a tensor that is neither moment
     */
    public static AdamWState restore(long step, SortedMap<String, float[]> tensors) {
        SortedMap<String, float[]> first = new TreeMap<>();
        SortedMap<String, float[]> second = new TreeMap<>();
        tensors.forEach((name, values) -> {
            if (name.startsWith(FIRST)) {
                first.put(name.substring(FIRST.length()), values);
            } else if (name.startsWith(SECOND)) {
                second.put(name.substring(SECOND.length()), values);
            } else {
                throw new IllegalArgumentException("not a moment of AdamW: " + name);
            }
        });
        return new AdamWState(step, first, second);
    }

    private static SortedMap<String, float[]> zeros(Map<String, float[]> parameters) {
        SortedMap<String, float[]> zeros = new TreeMap<>();
        parameters.forEach((name, values) -> zeros.put(name, new float[values.length]));
        return zeros;
    }
}
