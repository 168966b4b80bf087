package dev.hone.rescore;

import dev.hone.math.advantage.GroupAdvantages;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of groups under another reward. A group has a signal where its rewards differ.
 *
 * @param groups all of them
 * @param both those with a signal under both rewards
 * @param bestChanges those among them of which no completion is best under both
 * @param lost those with a signal under the reward that trained alone
 * @param gained those with a signal under the other alone
 * @param tokens of all completions
 * @param trainedTokens of groups with a signal under the reward that trained
 * @param otherTokens of groups with a signal under the other
 */
record SignalChanges(
        int groups,
        int both,
        int bestChanges,
        int lost,
        int gained,
        long tokens,
        long trainedTokens,
        long otherTokens) {

    static SignalChanges of(List<List<CompletionPair>> groups) {
        SignalChanges all = new SignalChanges(0, 0, 0, 0, 0, 0, 0, 0);
        for (List<CompletionPair> group : groups) {
            all = all.plus(
                    of(group, group.stream().mapToLong(CompletionPair::tokens).sum()));
        }
        return all;
    }

    private static SignalChanges of(List<CompletionPair> group, long tokens) {
        List<CompletionPair> compared =
                group.stream().filter(CompletionPair::isCompared).toList();
        boolean trained = hasSignal(compared, CompletionPair::trained);
        boolean other = hasSignal(compared, CompletionPair::other);
        boolean changes = trained && other && bestChanges(compared);
        return new SignalChanges(
                1,
                trained && other ? 1 : 0,
                changes ? 1 : 0,
                trained && !other ? 1 : 0,
                other && !trained ? 1 : 0,
                tokens,
                trained ? tokens : 0,
                other ? tokens : 0);
    }

    private SignalChanges plus(SignalChanges more) {
        return new SignalChanges(
                groups + more.groups,
                both + more.both,
                bestChanges + more.bestChanges,
                lost + more.lost,
                gained + more.gained,
                tokens + more.tokens,
                trainedTokens + more.trainedTokens,
                otherTokens + more.otherTokens);
    }

    private static boolean hasSignal(List<CompletionPair> group, Function<CompletionPair, OptionalDouble> reward) {
        return GroupAdvantages.hasSignal(Backtest.rewards(group, reward));
    }

    private static boolean bestChanges(List<CompletionPair> group) {
        Set<Integer> best = best(group, CompletionPair::trained);
        return best(group, CompletionPair::other).stream().noneMatch(best::contains);
    }

    private static Set<Integer> best(List<CompletionPair> group, Function<CompletionPair, OptionalDouble> reward) {
        double greatest = group.stream()
                .mapToDouble(pair -> reward.apply(pair).orElseThrow())
                .max()
                .orElseThrow();
        return group.stream()
                .filter(pair -> reward.apply(pair).orElseThrow() >= greatest - GroupAdvantages.SIGNAL_TOLERANCE)
                .map(CompletionPair::sample)
                .collect(Collectors.toSet());
    }
}
