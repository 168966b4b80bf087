package dev.hone.policy.tokenizer;

import dev.hone.policy.reasoning.ReasoningStyle;
import java.nio.file.Path;

/** Whether a model writes reasoning in front of its answers. */
public final class ReasoningDetection {

    private ReasoningDetection() {}

    /**
     * Whether a chat template of the model knows the closing marker: it cuts earlier reasoning off by it (Qwen3, DeepSeek-R1), or opens the
     * block.
     */
    public static boolean isWritten(Path modelDirectory, ReasoningStyle.Think style) {
        return TokenizerConfig.read(modelDirectory).templates().values().stream()
                .anyMatch(template -> template.contains(style.close()));
    }
}
