package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecPath;
import java.util.Optional;

/** How the value of a key is written and read. */
public interface KeyType<T> {

    /** The type in words, for the documentation: "whole number". */
    String label();

    /** The value, noted among the effective ones; or nothing, with the problem noted. */
    Optional<T> read(SpecNode node, SpecPath path, ReadContext context);

    /** A default value in its canonical text. */
    String text(T value);

    /** Whether a command that uses the key cannot do without it. */
    default boolean requiredWhereNeeded() {
        return false;
    }
}
