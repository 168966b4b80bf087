package dev.hone.reward;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * One completion to score.
 *
 * @param messages the prompt: a JSON array of chat messages
 * @param completion the generated text
 * @param reference reference answer of the prompt: its JSON text, or a plain string
 * @param metadata what else came with the prompt: a JSON object
 * @param promptId id of the prompt
 * @param sample index of the completion in its group, from 0
 */
public record RewardInput(
        String messages,
        String completion,
        Optional<String> reference,
        Optional<String> metadata,
        String promptId,
        int sample)
        implements Serializable {

    public RewardInput {
        requireNonNull(messages, "messages");
        requireNonNull(completion, "completion");
        requireNonNull(reference, "reference");
        requireNonNull(metadata, "metadata");
        requireNonNull(promptId, "promptId");
    }

    /** A completion and what it should have been, nothing else; for tests and SQL. */
    public static RewardInput of(String completion, Optional<String> reference) {
        return new RewardInput("[]", completion, reference, Optional.empty(), "", 0);
    }

    private Object writeReplace() {
        return new Written(messages, completion, reference.orElse(null), metadata.orElse(null), promptId, sample);
    }

    /** The serialized form: Optional is not serializable. */
    private record Written(
            String messages, String completion, String reference, String metadata, String promptId, int sample)
            implements Serializable {

        private Object readResolve() {
            return new RewardInput(
                    messages,
                    completion,
                    Optional.ofNullable(reference),
                    Optional.ofNullable(metadata),
                    promptId,
                    sample);
        }
    }
}
