package dev.hone.train;

import dev.hone.policy.PolicyTokenizer;
import dev.hone.policy.TrainingGroup;
import dev.hone.rollout.PromptEncoder;
import dev.hone.table.PromptRow;
import java.util.Arrays;
import java.util.Optional;

/** What a supervised warm start teaches. */
public enum SftTarget {
    /** The reference answer, JSON as it was written. */
    REFERENCE,
    /** The answer that the log recorded. */
    LOGGED;

    /** The answer to a prompt, where there is one. */
    public Optional<String> of(PromptRow prompt) {
        return this == REFERENCE ? prompt.referenceAnswer() : prompt.loggedAnswer();
    }

    /**
     * A prompt that has an answer, with its answer, ended as the policy ends its own answers.
     *
     * @throws java.util.NoSuchElementException where it has none
     */
    public TrainingGroup example(PromptRow prompt, PolicyTokenizer tokenizer) {
        int[] answer = tokenizer.encode(of(prompt).orElseThrow());
        int[] completion = Arrays.copyOf(answer, answer.length + 1);
        completion[answer.length] = tokenizer.endOfSequenceIds().get(0);
        return new TrainingGroup(new PromptEncoder(tokenizer).encode(prompt).tokenIds(), new int[][] {completion});
    }
}
