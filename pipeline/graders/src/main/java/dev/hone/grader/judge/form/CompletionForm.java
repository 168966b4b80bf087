package dev.hone.grader.judge.form;

import dev.hone.grader.judge.prompt.JudgePrompt;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How single completions are judged. */
public interface CompletionForm {

    /** What it rewards, in words that can stand alone. */
    String description();

    /** What it shows to the judge. */
    JudgePrompt prompt();

    /** As {@link dev.hone.reward.RewardFunction#componentWeights}. */
    default Map<String, Double> componentWeights() {
        return Map.of();
    }

    /**
     * Asks about one completion and comes back at once. The future fails where nobody can be asked, or a request has no answer.
     *
     * @throws IllegalArgumentException if the row lacks what the prompt shows
     */
    CompletableFuture<RewardResult> judge(RewardInput input);
}
