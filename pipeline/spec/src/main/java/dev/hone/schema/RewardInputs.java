package dev.hone.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.RewardInput;
import dev.hone.reward.grader.JsonReading;
import java.util.Optional;

/** What a reward function sees of completions, from rows of the tables. */
public final class RewardInputs {

    private RewardInputs() {}

    /** A sampled completion: its answer, without reasoning. */
    public static RewardInput of(RolloutRow rollout, PromptRow prompt) {
        return of(rollout.parts().answer(), rollout.sample(), prompt);
    }

    /** An answer that no policy gave, as the only one to its prompt. */
    public static RewardInput of(String answer, PromptRow prompt) {
        return of(answer, 0, prompt);
    }

    /** One of several answers to a prompt. */
    public static RewardInput of(String answer, int sample, PromptRow prompt) {
        return new RewardInput(
                prompt.messages(), answer, prompt.referenceAnswer(), metadata(prompt), prompt.promptId(), sample);
    }

    /** With the prompt's tools among it, where it has any. */
    private static Optional<String> metadata(PromptRow prompt) {
        if (prompt.tools().isEmpty()) {
            return prompt.metadata();
        }
        Optional<ObjectNode> held = JsonReading.parseWhole(prompt.metadata().orElse("{}"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
        Optional<JsonNode> tools = JsonReading.parseWhole(prompt.tools().get());
        if (held.isEmpty() || tools.isEmpty() || held.get().has(PromptColumns.TOOLS)) {
            return prompt.metadata();
        }
        return Optional.of(held.get().set(PromptColumns.TOOLS, tools.get()).toString());
    }
}
