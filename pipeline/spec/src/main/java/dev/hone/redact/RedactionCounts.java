package dev.hone.redact;

import java.util.Map;
import java.util.TreeMap;

/** How many marks of each kind were set. */
public final class RedactionCounts {

    private final Map<String, Integer> counts = new TreeMap<>();

    void add(String name) {
        counts.merge(name, 1, Integer::sum);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Marks by kind, in the order of their names. */
    public Map<String, Integer> byKind() {
        return new TreeMap<>(counts);
    }
}
