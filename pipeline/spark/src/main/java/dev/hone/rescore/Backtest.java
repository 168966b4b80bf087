package dev.hone.rescore;

import dev.hone.math.statistics.RankCorrelation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The reward that trained against another one, on the same rollouts. All but the counts of completions and the costs are of completions
 * that both could score.
 *
 * @param completions rollouts that the other reward was asked about
 * @param trainedOnly those that only the one that trained could score
 * @param otherOnly those that only the other could score
 * @param trainedMean mean reward
 * @param otherMean mean reward of the other
 * @param overall rank correlations over all completions
 * @param within rank correlations within groups, their mean over the groups in which both rewards differ
 * @param signals what becomes of the groups
 * @param advantages what the completions would have been trained with
 * @param trainedCost what scoring cost, US dollars; empty where that is not known, or nothing
 * @param otherCost the same of the other
 */
record Backtest(
        int completions,
        int trainedOnly,
        int otherOnly,
        OptionalDouble trainedMean,
        OptionalDouble otherMean,
        RankAgreement overall,
        RankAgreement within,
        SignalChanges signals,
        AdvantageChanges advantages,
        OptionalDouble trainedCost,
        OptionalDouble otherCost) {

    /** Rank correlations, -1 to 1; empty where one of the rewards does not vary. */
    record RankAgreement(OptionalDouble spearman, OptionalDouble kendall) {

        static RankAgreement of(double[] trained, double[] other) {
            return new RankAgreement(RankCorrelation.spearman(trained, other), RankCorrelation.kendall(trained, other));
        }

        static RankAgreement mean(List<RankAgreement> groups) {
            return new RankAgreement(mean(groups, RankAgreement::spearman), mean(groups, RankAgreement::kendall));
        }

        private static OptionalDouble mean(List<RankAgreement> groups, Function<RankAgreement, OptionalDouble> figure) {
            return groups.stream()
                    .map(figure)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .average();
        }
    }

    /**
     * Compares two rewards.
     *
     * @param groups the completions of each prompt of each step
     */
    static Backtest of(List<List<CompletionPair>> groups) {
        List<CompletionPair> all = groups.stream().flatMap(List::stream).toList();
        List<CompletionPair> compared =
                all.stream().filter(CompletionPair::isCompared).toList();
        List<RankAgreement> agreements = groups.stream()
                .map(group -> group.stream().filter(CompletionPair::isCompared).toList())
                .map(group -> RankAgreement.of(
                        rewards(group, CompletionPair::trained), rewards(group, CompletionPair::other)))
                .toList();
        double[] trained = rewards(compared, CompletionPair::trained);
        double[] other = rewards(compared, CompletionPair::other);
        return new Backtest(
                all.size(),
                count(all, CompletionPair::trained) - compared.size(),
                count(all, CompletionPair::other) - compared.size(),
                mean(compared, pair -> pair.trained().orElseThrow()),
                mean(compared, pair -> pair.other().orElseThrow()),
                RankAgreement.of(trained, other),
                RankAgreement.mean(agreements),
                SignalChanges.of(groups),
                AdvantageChanges.of(compared),
                sum(all, CompletionPair::trainedCost),
                sum(all, CompletionPair::otherCost));
    }

    static double[] rewards(List<CompletionPair> pairs, Function<CompletionPair, OptionalDouble> reward) {
        return pairs.stream()
                .mapToDouble(pair -> reward.apply(pair).orElseThrow())
                .toArray();
    }

    private static int count(List<CompletionPair> pairs, Function<CompletionPair, OptionalDouble> reward) {
        return (int)
                pairs.stream().filter(pair -> reward.apply(pair).isPresent()).count();
    }

    private static OptionalDouble mean(List<CompletionPair> pairs, ToDoubleFunction<CompletionPair> value) {
        return pairs.stream().mapToDouble(value).average();
    }

    private static OptionalDouble sum(List<CompletionPair> pairs, Function<CompletionPair, OptionalDouble> cost) {
        return pairs.stream()
                .map(cost)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .reduce(Double::sum);
    }
}
