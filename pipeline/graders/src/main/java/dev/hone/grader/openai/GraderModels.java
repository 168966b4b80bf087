package dev.hone.grader.openai;

import dev.hone.grader.chat.ChatModel;
import dev.hone.grader.chat.ChatModels;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.Suggestions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the models are that graders name: in a section of {@code models} with that name, else in {@code model}, which stands for all of them.
 * Graders that name the same model share one client and its limits.
 */
final class GraderModels implements AutoCloseable {

    private static final String MODELS = "models";
    private static final String MODEL = "model";

    private final RewardParameters parameters;
    private final Map<String, RewardParameters> named;
    private final Map<String, ChatModel> open = new HashMap<>();

    GraderModels(RewardParameters parameters) {
        this.parameters = parameters;
        this.named = parameters.sections(MODELS);
        parameters.has(MODEL);
    }

    /** The model; empty where a problem was reported. */
    Optional<ChatModel> model(RewardParameters grader, String name, Optional<String> reasoningEffort) {
        String key = name + reasoningEffort.map(effort -> " " + effort).orElse("");
        if (!open.containsKey(key)) {
            section(grader, name, reasoningEffort).map(ChatModels::from).ifPresent(model -> open.put(key, model));
        }
        return Optional.ofNullable(open.get(key));
    }

    private Optional<RewardParameters> section(RewardParameters grader, String name, Optional<String> effort) {
        boolean isNamed = named.containsKey(name);
        if (!isNamed && !parameters.has(MODEL)) {
            grader.problem(
                    MODEL,
                    "nothing says where the model " + name + " is",
                    named.isEmpty()
                            ? "Add beside file: model: {endpoint: …, apiKeyEnv: …}, or models: {" + name
                                    + ": {endpoint: …}}"
                            : Suggestions.fix(name, named.keySet()));
            return Optional.empty();
        }
        Map<String, Object> keys = new LinkedHashMap<>(isNamed ? named.get(name).values() : parameters.map(MODEL));
        keys.putIfAbsent("name", name);
        effort.ifPresent(word -> keys.putIfAbsent("reasoningEffort", word));
        return Optional.of(isNamed ? parameters.held(MODELS + "." + name, keys) : parameters.held(MODEL, keys));
    }

    @Override
    public void close() {
        open.values().forEach(ChatModel::close);
    }
}
