package dev.hone.reward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the texts of the files that a definition names beside their names: executors have no such files, and what a file held then counts. */
public final class RewardFiles {

    private RewardFiles() {}

    /**
     * The definition with the texts of its files, also of those that definitions inside of it name.
     *
     * @throws UncheckedIOException if a file cannot be read; {@link RewardFunctions#problems} reports such files
     */
    public static RewardDefinition withTexts(RewardDefinition definition) {
        Map<String, Object> all = new LinkedHashMap<>(definition.parameters());
        all.put("kind", definition.kind());
        return RewardDefinition.fromMap(asMap(withTexts(RewardKinds.all(), all)));
    }

    private static Object withTexts(Map<String, RewardKind> kinds, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> withTexts(kinds, element)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        RewardKind kind = map.get("kind") instanceof String name ? kinds.get(name) : null;
        Set<String> files = kind == null ? Set.of() : kind.files();
        Map<String, Object> with = new LinkedHashMap<>();
        asMap(map)
                .forEach((key, inner) -> with.put(
                        key,
                        files.contains(key) && inner instanceof String name
                                ? read(name).value()
                                : withTexts(kinds, inner)));
        return with;
    }

    private static RewardFile read(String name) {
        try {
            return RewardFile.read(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> asMap(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
