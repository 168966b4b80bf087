package dev.hone.config.key;

import java.util.List;
import java.util.function.Function;

/**
 * Keys that belong together and what is made of their values.
 *
 * @param name the key under which the section is written; empty for the root
 * @param description one sentence for the documentation
 * @param keys the keys in the order of the documentation
 * @param conflicts what must not be written together
 * @param make builds the settings; an IllegalArgumentException is reported as a problem of the section
 */
public record Section<T>(
        String name, String description, List<Key<?>> keys, List<Conflict> conflicts, Function<Values, T> make) {

    public Section {
        keys = List.copyOf(keys);
        conflicts = List.copyOf(conflicts);
    }

    /** A section whose keys do not depend on each other. */
    public Section(String name, String description, List<Key<?>> keys, Function<Values, T> make) {
        this(name, description, keys, List.of(), make);
    }
}
