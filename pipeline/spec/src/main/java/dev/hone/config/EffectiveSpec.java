package dev.hone.config;

import dev.hone.config.yaml.EffectiveValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The values that a run uses, defaults included, in the order of the catalogue.
 *
 * @param values one value for each key
 */
public record EffectiveSpec(List<EffectiveValue> values) {

    public EffectiveSpec {
        values = List.copyOf(values);
    }

    /** The values that a resumed run must share with its first start, by path. */
    public SortedMap<String, String> identity() {
        SortedMap<String, String> identity = new TreeMap<>();
        for (EffectiveValue value : values) {
            if (value.identifies()) {
                identity.put(value.path(), value.text());
            }
        }
        return identity;
    }

    /** With a value that was found later, before that of a path. */
    EffectiveSpec withBefore(String path, EffectiveValue value) {
        List<EffectiveValue> all = new ArrayList<>(values);
        int place = values.stream().map(EffectiveValue::path).toList().indexOf(path);
        all.add(place < 0 ? all.size() : place, value);
        return new EffectiveSpec(all);
    }

    /** SHA-256 (hex) over the identity: paths and values, each ended by a zero byte, in the order of the paths. */
    public String sha256() {
        StringBuilder text = new StringBuilder();
        identity()
                .forEach((path, value) ->
                        text.append(path).append('\0').append(value).append('\0'));
        return DigestUtils.sha256Hex(text.toString());
    }

    /** An aligned table for the start of a job: key, value, where the value comes from. */
    public String table() {
        return table(values);
    }

    /** The same with the outermost keys and these sections alone. */
    public String table(Set<Part> parts) {
        Set<String> sections = parts.stream().map(Part::section).collect(Collectors.toSet());
        return table(values.stream()
                .filter(value -> value.path().indexOf('.') < 0
                        || sections.contains(
                                value.path().substring(0, value.path().indexOf('.'))))
                .toList());
    }

    private static String table(List<EffectiveValue> values) {
        int pathWidth = width(values.stream().map(EffectiveValue::path).toList());
        int textWidth = width(values.stream().map(EffectiveValue::text).toList());
        StringBuilder table = new StringBuilder();
        for (EffectiveValue value : values) {
            table.append(pad(value.path(), pathWidth))
                    .append("  ")
                    .append(pad(value.text(), textWidth))
                    .append("  ")
                    .append(value.source())
                    .append('\n');
        }
        return table.toString();
    }

    private static int width(List<String> texts) {
        return Math.min(60, texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
