package dev.hone.grader.judge.golden;

import dev.hone.grader.judge.form.Winner;
import dev.hone.reward.RewardInput;
import java.util.Optional;

/**
 * Two answers to the same prompt, and which is better.
 *
 * @param subset a group that figures are given for; empty: none
 * @param messages the prompt: a JSON array of chat messages
 * @param first one answer
 * @param second the other
 * @param label which of them people find better: {@code A} is the first
 * @param reference the right answer, where known
 * @param metadata what else the file says of the pair: a JSON object
 */
public record GoldenPair(
        String subset,
        String messages,
        String first,
        String second,
        Winner label,
        Optional<String> reference,
        String metadata) {

    /** A row with one of the answers. */
    RewardInput row(int index, String answer, int sample) {
        return new RewardInput(messages, answer, reference, Optional.of(metadata), "pair-" + index, sample);
    }

    /** Characters by which the first answer is longer; below 0 where it is shorter. */
    int lengthDifference() {
        return first.codePointCount(0, first.length()) - second.codePointCount(0, second.length());
    }
}
