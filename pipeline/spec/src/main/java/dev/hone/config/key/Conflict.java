package dev.hone.config.key;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Values of a section that contradict each other.
 *
 * @param at the key that is blamed
 * @param reads the keys that must have a value for the question to arise
 * @param holds whether they contradict each other
 * @param text the problem and what to do
 * @param severity an error, or a warning where the values work but one of them has no effect
 */
public record Conflict(
        Key<?> at, Set<Key<?>> reads, Predicate<Values> holds, Function<Values, String> text, Key.Severity severity) {

    public Conflict {
        reads = Set.copyOf(reads);
    }

    /** Whether it is there, as far as the values were readable. */
    boolean isIn(Values values) {
        return reads.stream().allMatch(key -> values.find(key).isPresent()) && holds.test(values);
    }
}
