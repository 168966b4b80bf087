package dev.hone.config.key;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The values read for a section, by their keys. */
public final class Values {

    private final Map<Key<?>, Object> values;
    private final Set<Key<?>> written;

    public Values(Map<Key<?>, Object> values, Set<Key<?>> written) {
        this.values = Map.copyOf(values);
        this.written = Set.copyOf(written);
    }

    /** Whether the value stands in the specification, rather than being a default. */
    public boolean isWritten(Key<?> key) {
        return written.contains(key);
    }

    /** The value of a key that is required or has a default. */
    public <T> T get(Key<T> key) {
        return find(key)
                .orElseThrow(() -> new IllegalStateException("key " + key.name() + " has neither value nor default"));
    }

    /** The value of a key that may be left out. */
    @SuppressWarnings("unchecked") // only SectionReader fills the map, with values that the key's own type has read
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** The same of a whole number. */
    public OptionalInt findInt(Key<Integer> key) {
        return find(key).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** The same of a number. */
    public OptionalDouble findDouble(Key<Double> key) {
        return find(key).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
