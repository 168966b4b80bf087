package dev.hone.advantage;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.advantage.MultiRewardAdvantages;
import dev.hone.schema.RolloutRow;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.AdvantageSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Computes the advantages of one step over its groups (a prompt's completions) with {@link GroupAdvantages} and {@link
 * MultiRewardAdvantages}, and says which completions are trained on. A reward that could not be computed leaves its group's statistics and
 * has advantage 0. A group whose rewards are equal within 1e-9 (with several rewards: each of them) is without signal, and counted: its
 * advantages and loss weights are 0, except where whitening over tokens gives it an advantage ({@link AdvantageKind#whitensTokens}).
 */
public final class ComputeAdvantages {

    private final AdvantageSettings settings;
    private final Map<String, Double> weights;

    /** For advantages of one reward. */
    public ComputeAdvantages(AdvantageSettings settings) {
        this(settings, Map.of());
    }

    /**
     * @param componentWeights weights of the reward's components by name; GDPO alone reads them. The penalty for length, where there is
     *     one, is a further reward of weight 1
     */
    public ComputeAdvantages(AdvantageSettings settings, Map<String, Double> componentWeights) {
        this.settings = settings;
        this.weights = new LinkedHashMap<>(componentWeights);
    }

    /**
     * What was computed.
     *
     * @param completions by prompt id and sample
     * @param groups prompts
     * @param groupsWithoutSignal prompts whose rewards do not differ
     * @param withoutReward completions whose reward could not be computed
     */
    public record Result<C>(
            List<WeightedCompletion<C>> completions, int groups, int groupsWithoutSignal, int withoutReward) {}

    /** The advantages of the completions of one step. */
    public Result<RolloutRow> execute(List<ScoredCompletion<RolloutRow>> scored) {
        return execute(scored, rollout -> rollout.tokenIds().size());
    }

    /**
     * The same of completions of which only the length is at hand.
     *
     * @param length tokens of a completion
     */
    public <C> Result<C> execute(List<ScoredCompletion<C>> scored, ToIntFunction<C> length) {
        List<RewardedGroup<C>> groups = groups(scored, length);
        double[][] advantages = advantages(groups);
        List<WeightedCompletion<C>> weighted = new ArrayList<>();
        int withoutSignal = 0;
        for (int p = 0; p < advantages.length; p++) {
            RewardedGroup<C> group = groups.get(p);
            weighted.addAll(group.weighted(advantages[p], settings.kind().whitensTokens()));
            withoutSignal += group.hasSignal() ? 0 : 1;
        }
        int withoutReward =
                (int) scored.stream().filter(c -> c.result().reward().isEmpty()).count();
        return new Result<>(Collections.unmodifiableList(weighted), groups.size(), withoutSignal, withoutReward);
    }

    private <C> List<RewardedGroup<C>> groups(List<ScoredCompletion<C>> scored, ToIntFunction<C> length) {
        return scored.stream()
                .sorted(Comparator.comparingInt(completion -> completion.input().sample()))
                .collect(Collectors.groupingBy(
                        completion -> completion.input().promptId(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(group -> RewardedGroup.of(group, length, settings, weights))
                .toList();
    }

    /** [P][G]. */
    private <C> double[][] advantages(List<RewardedGroup<C>> groups) {
        if (settings.kind() == AdvantageKind.GDPO) {
            return MultiRewardAdvantages.gdpo(
                    groups.stream().map(RewardedGroup::parts).toArray(double[][][]::new),
                    RewardedGroup.partWeights(settings, weights),
                    settings.epsilon());
        }
        return GroupAdvantages.of(
                settings.kind(),
                groups.stream().map(RewardedGroup::shapedRewards).toArray(double[][]::new),
                groups.stream().map(RewardedGroup::completionTokens).toArray(int[][]::new),
                settings.epsilon());
    }
}
