package dev.hone.reward.grader.tool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Compares the calls of an answer with those that are expected.
 *
 * @param inOrder calls must come in the expected order
 * @param mayHaveMoreCalls calls that were not expected do not count
 * @param mayHaveMoreArguments arguments that were not expected do not count
 */
public record CallComparison(boolean inOrder, boolean mayHaveMoreCalls, boolean mayHaveMoreArguments) {

    /**
     * What a comparison found.
     *
     * @param isRight all expected calls were made, and no other, as far as that counts
     * @param names share of all calls whose tool is right, in any order, 0 to 1
     * @param arguments share of right arguments of these calls, averaged over all calls, 0 to 1
     * @param difference in words; empty if right
     */
    public record Result(boolean isRight, double names, double arguments, String difference) {}

    private record Pair(ToolCall given, ToolCall expected) {}

    /** Compares. */
    public Result compare(List<ToolCall> given, List<ToolCall> expected) {
        List<ToolCall> open = new ArrayList<>(given);
        List<ToolCall> missing = new ArrayList<>(expected);
        int same = pairs(open, missing, this::isSame).size();
        boolean allThere = missing.isEmpty() && (mayHaveMoreCalls || open.isEmpty());
        if (allThere && (!inOrder || isInOrder(given, expected))) {
            return new Result(true, 1, 1, "");
        }
        String difference = allThere ? "the calls are in another order" : difference(missing, open);
        List<Pair> near = pairs(open, missing, (call, wanted) -> call.name().equals(wanted.name()));
        double all = mayHaveMoreCalls ? expected.size() : Math.max(expected.size(), given.size());
        double arguments = near.stream()
                .mapToDouble(pair -> pair.given().share(pair.expected(), mayHaveMoreArguments))
                .sum();
        return new Result(false, (same + near.size()) / all, (same + arguments) / all, difference);
    }

    private boolean isSame(ToolCall given, ToolCall expected) {
        return given.isSame(expected, mayHaveMoreArguments);
    }

    /** Takes pairs out of both lists: for each expected call the one that fits best. */
    private List<Pair> pairs(List<ToolCall> open, List<ToolCall> missing, BiPredicate<ToolCall, ToolCall> fits) {
        List<Pair> pairs = new ArrayList<>();
        for (ToolCall wanted : List.copyOf(missing)) {
            Optional<ToolCall> best = open.stream()
                    .filter(call -> fits.test(call, wanted))
                    .max(Comparator.comparingDouble((ToolCall call) -> call.share(wanted, mayHaveMoreArguments))
                            .thenComparing(call -> -call.arguments().size()));
            best.ifPresent(call -> {
                open.remove(call);
                missing.remove(wanted);
                pairs.add(new Pair(call, wanted));
            });
        }
        return pairs;
    }

    private boolean isInOrder(List<ToolCall> given, List<ToolCall> expected) {
        int next = 0;
        for (ToolCall call : given) {
            if (next < expected.size() && isSame(call, expected.get(next))) {
                next++;
            }
        }
        return next == expected.size();
    }

    private String difference(List<ToolCall> missing, List<ToolCall> open) {
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("missing: " + joined(missing));
        }
        if (!open.isEmpty() && !mayHaveMoreCalls) {
            parts.add("not expected: " + joined(open));
        }
        return String.join("; ", parts);
    }

    private static String joined(List<ToolCall> calls) {
        return calls.stream().map(ToolCall::toString).collect(Collectors.joining(", "));
    }
}
