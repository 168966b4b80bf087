package dev.hone.reward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reward function as it is written in a specification: a kind and its parameters, nested for composites. It is data only, so it travels
 * to executors, where {@link RewardFunctions#create} makes the function.
 *
 * @param kind which kind of function, such as {@code label_match}; empty where the specification names none
 * @param parameters texts, numbers, booleans, and lists and maps of these; a key without a value holds null
 */
public record RewardDefinition(String kind, Map<String, Object> parameters) implements Serializable {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    public RewardDefinition {
        parameters = copyOf(parameters);
    }

    /** The definition in a map that holds {@code kind} beside the parameters, as in YAML. */
    public static RewardDefinition fromMap(Map<String, ?> map) {
        Map<String, Object> parameters = new LinkedHashMap<>(map);
        Object kind = parameters.remove("kind");
        return new RewardDefinition(kind == null ? "" : kind.toString(), parameters);
    }

    /**
     * Parameters written as a JSON object, as SQL functions take them.
     *
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static RewardDefinition ofJson(String kind, String parametersJson) {
        if (parametersJson.isBlank()) {
            return new RewardDefinition(kind, Map.of());
        }
        try {
            return new RewardDefinition(
                    kind, JSON.readValue(parametersJson, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the parameters of " + kind + " are not a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** The definition as canonical JSON: keys sorted, so equal definitions give equal texts. */
    public String toJson() {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("kind", kind);
        return canonicalJson(all);
    }

    /** Without the values of parameters, which may be secrets. */
    @Override
    public String toString() {
        return "RewardDefinition[kind=" + kind + ", parameters=" + parameters.keySet() + "]";
    }

    static String canonicalJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("reward parameters that cannot be written as JSON: " + value, e);
        }
    }

    private static Map<String, Object> copyOf(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copyOfValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object copyOfValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copyOfValue(element)));
            return Collections.unmodifiableList(copy);
        }
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value.toString();
    }
}
