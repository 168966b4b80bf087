package dev.hone.grader.judge.form;

import dev.hone.grader.judge.ask.Judge;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Has completions judged one by one. All questions of a batch are under way at once.
 *
 * @param form how
 * @param judge who is asked; closed with this
 */
public record JudgeReward(String name, String version, CompletionForm form, Judge judge) implements RewardFunction {

    @Override
    public String description() {
        return form.description();
    }

    @Override
    public Map<String, Double> componentWeights() {
        return form.componentWeights();
    }

    @Override
    public RewardPlace place() {
        return RewardPlace.DRIVER;
    }

    @Override
    public RewardResult score(RewardInput input) {
        return scoreBatch(List.of(input)).get(0);
    }

    @Override
    public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        List<CompletableFuture<RewardResult>> asked = inputs.stream()
                .map(input -> RowAnswers.ask(() -> form.judge(input), RewardResult::failed))
                .toList();
        return asked.stream()
                .map(answer -> RowAnswers.await(answer, RewardResult::failed))
                .toList();
    }

    @Override
    public void close() {
        judge.close();
    }
}
