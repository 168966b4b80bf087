package dev.hone.config.key;

import dev.hone.config.key.Key.Check;
import dev.hone.config.key.Key.Severity;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A key of a number whose limits are being declared; its default, or that it has none, ends the declaration.
 *
 * @param key the key with the limits so far
 */
public record NumberKey<N extends Number>(Key<N> key) {

    public NumberKey<N> atLeast(long minimum) {
        return where(value -> value.doubleValue() >= minimum, "must be at least " + minimum);
    }

    public NumberKey<N> above(long limit) {
        return where(value -> value.doubleValue() > limit, "must be above " + limit);
    }

    /** What is beyond can only be a mistake. */
    public NumberKey<N> atMost(long maximum) {
        return where(value -> value.doubleValue() <= maximum, "must be at most " + maximum);
    }

    /** From 0 to 1. */
    public NumberKey<N> share() {
        return where(value -> value.doubleValue() >= 0 && value.doubleValue() <= 1, "must be from 0 to 1");
    }

    /** Adds a requirement, such as "must be at least 1". */
    public NumberKey<N> where(Predicate<N> holds, String requirement) {
        return new NumberKey<>(key.where(holds, requirement));
    }

    /** The range of the Bedrock service: values outside work here, with a warning. */
    public NumberKey<N> serviceRange(long minimum, long maximum) {
        return serviceRange(Long.toString(minimum), Long.toString(maximum));
    }

    /** The same with limits as the service writes them, such as 1e-7. */
    public NumberKey<N> serviceRange(String minimum, String maximum) {
        double low = Double.parseDouble(minimum);
        double high = Double.parseDouble(maximum);
        return new NumberKey<>(key.checked(new Check<>(
                value -> value.doubleValue() >= low && value.doubleValue() <= high,
                value -> value + " is outside Amazon Bedrock's range of " + minimum + " to " + maximum
                        + ". It works here, but the service would refuse it",
                Severity.WARNING,
                "Amazon Bedrock: " + minimum + " to " + maximum)));
    }

    public Key<N> or(N value) {
        return key.or(value);
    }

    /** A default that follows from keys before this one. */
    public Key<N> by(String from, Function<Values, Optional<N>> value) {
        return key.by(from, value);
    }

    public Key<N> mustBeWritten() {
        return key.mustBeWritten();
    }

    /** Without a default: there is no value where none is written. */
    public Key<N> optional() {
        return key;
    }
}
