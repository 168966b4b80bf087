package dev.hone.reward.builtin.constraint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardDefinitionException;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.JsonReading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Constraints that come with each row, beside those that hold for all. */
final class RowConstraints implements RewardFunction {

    /** The completions of a prompt have the same rules. */
    private static final int MAX_FUNCTIONS = 256;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String version;
    private final Map<String, Object> common;
    private final String key;
    private final Map<Map<String, Object>, RewardFunction> functions =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Map<String, Object>, RewardFunction> eldest) {
                    return size() > MAX_FUNCTIONS;
                }
            });

    /**
     * @param common rules for all rows; a row's rule of the same name takes the place of one
     * @param key of the row's metadata that holds rules in the same form
     */
    RowConstraints(String version, Map<String, Object> common, String key) {
        this.version = version;
        this.common = Collections.unmodifiableMap(new LinkedHashMap<>(common));
        this.key = key;
    }

    @Override
    public String name() {
        return "constraints";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String description() {
        return "the weighted share of the constraints under " + key + " of each row's metadata that are met"
                + (common.isEmpty() ? "" : ", and of " + String.join(", ", common.keySet()));
    }

    @Override
    public RewardResult score(RewardInput input) {
        Map<String, Object> rules = new LinkedHashMap<>(common);
        rules.putAll(ofRow(input));
        if (rules.isEmpty()) {
            return RewardResult.failed("the row's metadata has no constraints under " + key);
        }
        try {
            return functions.computeIfAbsent(rules, RowConstraints::function).score(input);
        } catch (RewardDefinitionException e) {
            return RewardResult.failed("the row's constraints under " + key + " are wrong: " + e.getMessage());
        }
    }

    private static RewardFunction function(Map<String, Object> rules) {
        return RewardFunctions.create(new RewardDefinition("constraints", Map.of("rules", rules)));
    }

    private Map<String, Object> ofRow(RewardInput input) {
        Optional<JsonNode> rules = input.metadata()
                .flatMap(JsonReading::parseWhole)
                .map(metadata -> metadata.path(key))
                .filter(value -> !value.isMissingNode() && !value.isNull());
        if (rules.isPresent() && !rules.get().isObject()) {
            throw new IllegalArgumentException(
                    "the row's constraints under " + key + " are no map from names to rules");
        }
        return rules.map(map -> MAPPER.convertValue(map, new TypeReference<Map<String, Object>>() {}))
                .orElse(Map.of());
    }
}
