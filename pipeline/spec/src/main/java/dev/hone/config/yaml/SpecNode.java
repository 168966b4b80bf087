package dev.hone.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The specification as it was written: values that remember their line. */
public sealed interface SpecNode {

    /** Where the value starts. */
    Origin origin();

    /** What YAML 1.2 says that a plain value is. */
    enum Kind {
        TEXT,
        WHOLE_NUMBER,
        DECIMAL,
        TRUTH,
        NOTHING
    }

    /** A single value; {@code text} is what was written, without quotes. */
    record Scalar(String text, Kind kind, Origin origin) implements SpecNode {}

    /** A list. */
    record Sequence(List<SpecNode> items, Origin origin) implements SpecNode {

        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys with their values, in the order written; no key twice. */
    record Mapping(List<Entry> entries, Origin origin) implements SpecNode {

        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        /** The same mapping with this entry in place of one of the same key, or at the end. */
        Mapping with(Entry added) {
            List<Entry> all = new ArrayList<>(entries);
            all.removeIf(entry -> entry.key().equals(added.key()));
            all.add(added);
            return new Mapping(all, origin);
        }
    }

    /** One key of a mapping and its value; the origin is the key's. */
    record Entry(String key, SpecNode value, Origin origin) {}
}
