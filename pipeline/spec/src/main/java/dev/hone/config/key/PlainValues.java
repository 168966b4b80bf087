package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.config.yaml.SpecNode.Sequence;
import dev.hone.config.yaml.SpecPath;
import dev.hone.reward.ModelLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain values of keys whose names are not known here, such as the parameters of a reward function. */
final class PlainValues {

    private PlainValues() {}

    /**
     * Texts, whole numbers (Long), numbers (Double), truth values, lists and maps of these, each noted among the effective values;
     * secrets are expanded.
     */
    static Map<String, Object> of(Mapping mapping, SpecPath path, ReadContext context) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            SpecPath entryPath = place(path.key(entry.key()));
            value(entry.value(), entryPath, context).ifPresent(value -> values.put(entry.key(), value));
        }
        return values;
    }

    /** Limits of a judge may change while a run goes on. */
    private static SpecPath place(SpecPath path) {
        return ModelLimits.has(path.text()) ? new SpecPath(path.text(), false, path.needed()) : path;
    }

    private static Optional<Object> value(SpecNode node, SpecPath path, ReadContext context) {
        if (node instanceof Mapping mapping) {
            return Optional.of(of(mapping, path, context));
        }
        if (node instanceof Sequence sequence) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < sequence.items().size(); i++) {
                value(sequence.items().get(i), path.item(i), context).ifPresent(items::add);
            }
            return Optional.of(items);
        }
        return plain((Scalar) node).read(node, path, context).map(Object.class::cast);
    }

    private static KeyType<?> plain(Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT, NOTHING -> KeyTypes.TEXT;
            case TRUTH -> KeyTypes.TRUTH;
            case WHOLE_NUMBER -> KeyTypes.LONG_NUMBER;
            case DECIMAL -> KeyTypes.NUMBER;
        };
    }
}
