package dev.hone.reward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The sections called {@code model} of a definition, also inside of sections and parts: each says which model is asked. */
public final class ModelSections {

    static final String KEY = "model";

    private ModelSections() {}

    /**
     * The definition with each of them changed.
     *
     * @param change of one, which it may write into and give back
     */
    public static RewardDefinition change(RewardDefinition definition, UnaryOperator<Map<String, Object>> change) {
        return new RewardDefinition(definition.kind(), change(definition.parameters(), change));
    }

    static Map<String, Object> change(Map<?, ?> parameters, UnaryOperator<Map<String, Object>> change) {
        Map<String, Object> changed = new LinkedHashMap<>();
        parameters.forEach((name, value) -> changed.put(String.valueOf(name), change(name, value, change)));
        return changed;
    }

    private static Object change(Object name, Object value, UnaryOperator<Map<String, Object>> change) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> change("", element, change)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> inner = change(map, change);
            return KEY.equals(name) ? change.apply(inner) : inner;
        }
        return value;
    }
}
