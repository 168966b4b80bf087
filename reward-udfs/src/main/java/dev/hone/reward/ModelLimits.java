package dev.hone.reward;

import java.util.Map;
import java.util.Set;

/**
 * Parameters in sections called {@code model} that say how much, how fast and for how much money a model may be asked. No reward hangs on
 * them, so they may change while a run goes on.
 */
public final class ModelLimits {

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
        return keys.length > 1
                && keys[keys.length - 2].equals(ModelSections.KEY)
                && KEYS.contains(keys[keys.length - 1]);
    }

    /** Parameters without them, also inside of sections and parts. */
    static Map<String, Object> leftOutOf(Map<String, ?> parameters) {
        return ModelSections.change(parameters, section -> {
            section.keySet().removeAll(KEYS);
            return section;
        });
    }
}
