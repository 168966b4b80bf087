package dev.hone.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What differs between the specification of a run and the one that would resume it. */
public final class SpecDifferences {

    private SpecDifferences() {}

    /** One line for each key whose values differ, {@code train.batchSize: 32 → 16}; empty where a run may be resumed. */
    public static List<String> between(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String old = before.getOrDefault(path, "(not set)");
            String current = now.getOrDefault(path, "(not set)");
            if (!old.equals(current)) {
                differences.add(path + ": " + old + " → " + current);
            }
        }
        return differences;
    }
}
