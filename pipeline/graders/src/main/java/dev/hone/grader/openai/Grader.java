package dev.hone.grader.openai;

import dev.hone.grader.contract.GradedSample;
import dev.hone.reward.RewardResult;
import java.util.List;

/** One grader of a file. */
interface Grader extends AutoCloseable {

    /**
     * One result per sample, in their order. What concerns a sample is its error, which begins with one of OpenAI's kinds.
     *
     * @throws dev.hone.reward.RewardUnavailableException where nobody can be asked
     */
    List<RewardResult> grade(List<GradedSample> samples);

    /** Whether somebody outside is asked, whose limits one place must keep. */
    default boolean asksSomebody() {
        return false;
    }

    @Override
    default void close() {}
}
