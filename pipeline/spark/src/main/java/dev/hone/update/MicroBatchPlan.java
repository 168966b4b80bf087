package dev.hone.update;

import dev.hone.policy.TrainingGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Cuts groups into micro-batches under a budget of tokens. A micro-batch is one prompt with some of its completions: a group that fits stays
 * whole, a larger one is cut with completions of like length together. The largest come first, so that threads end together. A pure
 * function of the groups and the budget.
 */
final class MicroBatchPlan {

    private MicroBatchPlan() {}

    static List<UpdateGroup> ofSamples(List<UpdateGroup> groups, int budgetTokens) {
        return plan(groups, UpdateGroup::samples, UpdateGroup::with, UpdateGroup::trainingGroup, budgetTokens);
    }

    static List<TrainingGroup> ofGroups(List<TrainingGroup> groups, int budgetTokens) {
        return plan(
                groups,
                group -> List.of(group.completionTokenIds()),
                (group, some) -> new TrainingGroup(group.promptTokenIds(), some.toArray(int[][]::new)),
                group -> group,
                budgetTokens);
    }

    private interface Part<G, C> {
        G of(G group, List<C> some);
    }

    private static <G, C> List<G> plan(
            List<G> groups,
            Function<G, List<C>> completions,
            Part<G, C> part,
            Function<G, TrainingGroup> size,
            int budget) {
        List<G> planned = new ArrayList<>();
        for (G group : groups) {
            if (size.apply(group).computedTokens() <= budget) {
                planned.add(group);
            } else {
                planned.addAll(cut(group, completions.apply(group), part, size, budget));
            }
        }
        planned.sort(Comparator.comparing((G group) -> size.apply(group).computedTokens())
                .reversed());
        return planned;
    }

    /** Longest completions first; a part takes completions as long as it fits, one at least. */
    private static <G, C> List<G> cut(
            G group, List<C> completions, Part<G, C> part, Function<G, TrainingGroup> size, int budget) {
        List<C> byLength = new ArrayList<>(completions);
        byLength.sort(Collections.reverseOrder(Comparator.comparingInt(
                completion -> size.apply(part.of(group, List.of(completion))).computedTokens())));
        List<G> parts = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= byLength.size(); to++) {
            boolean last = to == byLength.size();
            if (last
                    || size.apply(part.of(group, byLength.subList(from, to + 1)))
                                    .computedTokens()
                            > budget) {
                parts.add(part.of(group, List.copyOf(byLength.subList(from, to))));
                from = to;
            }
        }
        return parts;
    }
}
