package dev.hone.grader.judge.golden;

import dev.hone.grader.chat.Asking;
import dev.hone.grader.judge.ask.Ballot;
import dev.hone.grader.judge.form.Comparison;
import dev.hone.grader.judge.form.JudgeReward;
import dev.hone.grader.judge.form.Pairwise;
import dev.hone.grader.judge.form.RowAnswers;
import dev.hone.grader.judge.form.Winner;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Has a judge compare the answers of golden pairs: in both orders where it compares, each by itself where it scores. */
public final class JudgeCheck {

    private static final String VOTES = "votes";

    private final RewardDefinition judge;
    private final List<GoldenPair> pairs;
    private final AtomicLong costMicroUsd = new AtomicLong();

    private JudgeCheck(RewardDefinition judge, List<GoldenPair> pairs) {
        this.judge = judge;
        this.pairs = pairs;
    }

    /**
     * Measures a judge.
     *
     * @param judge of one of {@link JudgeDefinitions}
     * @param pairs at least one
     * @param rounds how often each question is asked, at least 1; self-agreement needs 2
     * @throws dev.hone.reward.RewardUnavailableException when the judge cannot be asked
     */
    public static GoldenReport run(RewardDefinition judge, List<GoldenPair> pairs, int rounds) {
        JudgeCheck check = new JudgeCheck(judge, pairs);
        List<List<Verdict>> byRound =
                IntStream.range(0, rounds).mapToObj(check::round).toList();
        List<PairVerdicts> verdicts = new ArrayList<>();
        for (int p = 0; p < pairs.size(); p++) {
            int pair = p;
            verdicts.add(new PairVerdicts(
                    pairs.get(p),
                    byRound.stream().map(round -> round.get(pair).asGiven()).toList(),
                    byRound.stream()
                            .flatMap(round -> round.get(pair).swapped().stream())
                            .toList()));
        }
        return new GoldenReport(JudgeDefinitions.describe(judge), new JudgeFigures(verdicts), check.costMicroUsd.get());
    }

    /**
     * What one round says of a pair.
     *
     * @param swapped at most one: none where answers are scored by themselves
     */
    private record Verdict(Optional<Winner> asGiven, List<Optional<Winner>> swapped) {}

    /** Each round has votes of its own, so that none is answered from a cache of another's. */
    private List<Verdict> round(int round) {
        int votes = judge.parameters().get(VOTES) instanceof Number number ? number.intValue() : 1;
        try (RewardFunction function = RewardFunctions.create(Asking.later(judge, round * votes))) {
            return function instanceof JudgeReward reward && reward.form() instanceof Pairwise pairwise
                    ? compared(pairwise)
                    : scored(function);
        }
    }

    private List<Verdict> compared(Pairwise judgeOfPairs) {
        List<CompletableFuture<Ballot<Comparison>>> given = new ArrayList<>();
        List<CompletableFuture<Ballot<Comparison>>> swapped = new ArrayList<>();
        for (int p = 0; p < pairs.size(); p++) {
            GoldenPair pair = pairs.get(p);
            RewardInput row = pair.row(p, "", 0);
            given.add(judgeOfPairs.compare(row, pair.first(), pair.second()));
            swapped.add(judgeOfPairs.compare(row, pair.second(), pair.first()));
        }
        return IntStream.range(0, pairs.size())
                .mapToObj(p -> new Verdict(
                        winner(given.get(p)), List.of(winner(swapped.get(p)).map(Winner::swapped))))
                .toList();
    }

    private Optional<Winner> winner(CompletableFuture<Ballot<Comparison>> asked) {
        Optional<Ballot<Comparison>> ballot =
                RowAnswers.await(asked.thenApply(Optional::of), error -> Optional.empty());
        ballot.ifPresent(
                votes -> costMicroUsd.addAndGet(votes.spending().costMicroUsd().orElse(0)));
        return ballot.filter(votes -> votes.failure().isEmpty()).map(votes -> Pairwise.winner(votes.verdicts()));
    }

    private List<Verdict> scored(RewardFunction function) {
        List<CompletionGroup> groups = new ArrayList<>();
        for (int p = 0; p < pairs.size(); p++) {
            GoldenPair pair = pairs.get(p);
            groups.add(new CompletionGroup(List.of(pair.row(p, pair.first(), 0), pair.row(p, pair.second(), 1))));
        }
        List<RewardResult> results = function.scoreGroups(groups);
        results.forEach(result -> costMicroUsd.addAndGet(result.costMicroUsd().orElse(0)));
        return IntStream.range(0, pairs.size())
                .mapToObj(p -> new Verdict(winner(results.get(2 * p), results.get(2 * p + 1)), List.of()))
                .toList();
    }

    private static Optional<Winner> winner(RewardResult first, RewardResult second) {
        if (first.reward().isEmpty() || second.reward().isEmpty()) {
            return Optional.empty();
        }
        int order = Double.compare(first.reward().getAsDouble(), second.reward().getAsDouble());
        return Optional.of(order == 0 ? Winner.TIE : order > 0 ? Winner.A : Winner.B);
    }
}
