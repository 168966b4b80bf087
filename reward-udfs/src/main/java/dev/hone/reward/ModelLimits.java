package dev.hone.reward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parameters in sections called {@code model} that say how much, how fast and for how much money a model may be asked. No reward hangs on
 * them, so they may change while a run goes on.
 */
public final class ModelLimits {

    private static final String SECTION = "model";

    private static final Set<String> KEYS = Set.of(
            "requestsPerMinute",
            "tokensPerMinute",
            "inFlight",
            "timeoutSeconds",
            "retrySeconds",
            "inputUsdPerMillionTokens",
            "outputUsdPerMillionTokens",
            "maxUsd",
            "apiKeyEnv");

    private ModelLimits() {}

    /** Whether the key at the end of a path, such as {@code reward.parts[0].model.maxUsd}, is one of them. */
    public static boolean has(String path) {
        String[] keys = path.split("\\.", -1);
        return keys.length > 1 && keys[keys.length - 2].equals(SECTION) && KEYS.contains(keys[keys.length - 1]);
    }

    /** Parameters without them, also inside of sections and parts. */
    static Map<String, Object> leftOutOf(Map<String, ?> parameters) {
        Map<String, Object> left = new LinkedHashMap<>();
        parameters.forEach((key, value) -> left.put(key, leftOutOf(key, value)));
        return left;
    }

    private static Object leftOutOf(String key, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> leftOutOf("", element)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> left = new LinkedHashMap<>();
        map.forEach((name, inner) -> {
            if (!key.equals(SECTION) || !KEYS.contains(String.valueOf(name))) {
                left.put(String.valueOf(name), leftOutOf(String.valueOf(name), inner));
            }
        });
        return left;
    }
}
