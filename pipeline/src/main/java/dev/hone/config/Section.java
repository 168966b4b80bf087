package dev.hone.config;

import java.util.List;
import java.util.function.Function;

/**
 * Keys that belong together and what is made of their values.
 *
 * @param name the key under which the section is written; empty for the root
 * @param description one sentence for the documentation
 * @param keys the keys in the order of the documentation
 * @param make builds the settings; an IllegalArgumentException is told as a problem of the section
 */
record Section<T>(String name, String description, List<Key<?>> keys, Function<Values, T> make) {

    Section {
        keys = List.copyOf(keys);
    }
}
