package dev.hone.train;

import dev.hone.policy.TrainingGroup;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.rollout.PromptEncoder;
import dev.hone.schema.PromptRow;
import dev.hone.settings.SftTarget;
import java.util.Arrays;
import java.util.Optional;

/** The examples of a supervised warm start. */
public final class SftExamples {

    private SftExamples() {}

    /** The answer to a prompt, where there is one. */
    public static Optional<String> answer(SftTarget target, PromptRow prompt) {
        return target == SftTarget.REFERENCE ? prompt.referenceAnswer() : prompt.loggedAnswer();
    }

    /**
     * A prompt that has an answer, with its answer, ended as the policy ends its own answers.
     *
     * @throws java.util.NoSuchElementException where it has none
     */
    public static TrainingGroup example(SftTarget target, PromptRow prompt, PolicyTokenizer tokenizer) {
        int[] answer = tokenizer.encode(answer(target, prompt).orElseThrow());
        int[] completion = Arrays.copyOf(answer, answer.length + 1);
        completion[answer.length] = tokenizer.endOfSequenceIds().get(0);
        return new TrainingGroup(new PromptEncoder(tokenizer).encode(prompt).tokenIds(), new int[][] {completion});
    }
}
