package dev.hone.reward.builtin.composite;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A judge that notes whom it was shown: the reward is the number in the text, a text without one is an error, and each answer costs 10
 * millionths of a dollar and takes 5 ms.
 */
public final class Counted implements RewardFunction {

    static final List<List<String>> SHOWN = new ArrayList<>();

    private final boolean isInDriver;

    public Counted(Map<String, Object> parameters) {
        this.isInDriver = parameters.containsKey("inDriver");
    }

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public String description() {
        return "the number in the answer";
    }

    @Override
    public RewardPlace place() {
        return isInDriver ? RewardPlace.DRIVER : RewardPlace.EXECUTORS;
    }

    @Override
    public List<RewardResult> scoreGroups(List<CompletionGroup> groups) {
        groups.forEach(group -> SHOWN.add(
                group.completions().stream().map(RewardInput::completion).toList()));
        return RewardFunction.super.scoreGroups(groups);
    }

    @Override
    public RewardResult score(RewardInput input) {
        String number = input.completion().replaceAll("[^0-9.]", "");
        RewardResult result = number.isEmpty()
                ? RewardResult.failed("the judge is silent")
                : RewardResult.of(Double.parseDouble(number)).withComponents(Map.of("number", 1.0));
        return result.withCostMicroUsd(10).withLatencyMillis(5);
    }
}
