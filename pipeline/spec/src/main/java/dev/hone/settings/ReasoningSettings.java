package dev.hone.settings;

import dev.hone.error.ConfigException;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.tokenizer.ReasoningDetection;
import java.nio.file.Path;

/**
 * Whether the model reasons before it answers, and how long it may.
 *
 * @param kind whether completions have blocks of reasoning
 * @param think their markers and their budget
 */
public record ReasoningSettings(Kind kind, ReasoningStyle.Think think) {

    /** Whether completions have blocks of reasoning. */
    public enum Kind {
        /** Where the model's chat template knows the closing marker. */
        AUTO,
        /** Never: a completion is an answer. */
        NONE,
        /** Always looked for. */
        THINK
    }

    /**
     * How this model writes down its reasoning.
     *
     * @throws ConfigException where a budget is set for a model that seems to have no reasoning
     */
    public ReasoningStyle style(Path modelDirectory) {
        if (kind == Kind.NONE) {
            return new ReasoningStyle.None();
        }
        if (kind == Kind.THINK || ReasoningDetection.isWritten(modelDirectory, think)) {
            return think;
        }
        if (think.limited()) {
            throw new ConfigException("model.reasoning.maxThinkingTokens is " + think.maxThinkingTokens()
                    + ", but the chat template of " + modelDirectory + " does not contain " + think.close()
                    + ", so the model seems not to reason. Set model.reasoning.kind to think if it does, or leave the budget"
                    + " out");
        }
        return new ReasoningStyle.None();
    }
}
