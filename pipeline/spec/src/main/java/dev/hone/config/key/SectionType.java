package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecPath;
import java.util.List;
import java.util.Optional;

/**
 * A section within a section.
 *
 * @param section the keys below
 * @param byDefault whether a section that is not written has its defaults; otherwise it is left out
 */
public record SectionType<T>(Section<T> section, boolean byDefault) implements KeyType<T> {

    public static <T> Key<T> withDefaults(Section<T> section) {
        return Key.of(section.name(), new SectionType<>(section, true), section.description());
    }

    public static <T> Key<T> optional(Section<T> section) {
        return Key.of(section.name(), new SectionType<>(section, false), section.description());
    }

    @Override
    public String label() {
        return "section";
    }

    @Override
    public Optional<T> read(SpecNode node, SpecPath path, ReadContext context) {
        return SectionReader.read(section, node, path, context);
    }

    @Override
    public boolean requiredWhereNeeded() {
        return !byDefault;
    }

    /** What a section is that is not written: its defaults, or nothing. */
    Optional<T> absent(Mapping parent, SpecPath path, ReadContext context) {
        return byDefault ? read(new Mapping(List.of(), parent.origin()), path, context) : Optional.empty();
    }

    @Override
    public String text(T value) {
        throw new UnsupportedOperationException("a section has no text of its own");
    }
}
