package dev.hone.grader.judge;

import dev.hone.grader.judge.form.JudgeForms;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import java.util.Set;

/** {@code judge}: a model says what a completion is worth, by a rubric, on a range, against another answer, or in a ranking of the group. */
public final class JudgeKind implements RewardKind {

    @Override
    public String kind() {
        return "judge";
    }

    @Override
    public Set<String> files() {
        return Set.of("prompt");
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        return JudgeForms.create(parameters);
    }
}
