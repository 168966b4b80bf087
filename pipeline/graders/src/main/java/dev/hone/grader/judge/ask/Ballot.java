package dev.hone.grader.judge.ask;

import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The votes on one question.
 *
 * @param verdicts those that could be read, in the order of votes
 * @param problems why the others could not
 * @param repaired votes that needed a second answer
 * @param <V> the verdict
 */
public record Ballot<V>(List<V> verdicts, List<String> problems, int repaired, Spending spending) {

    public Ballot {
        verdicts = List.copyOf(verdicts);
        problems = List.copyOf(problems);
    }

    static <V> Ballot<V> of(List<Vote<V>> votes) {
        List<V> verdicts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Spending spending = Spending.NOTHING;
        int repaired = 0;
        for (Vote<V> vote : votes) {
            vote.verdict().ifPresentOrElse(verdicts::add, () -> problems.add(vote.problem()));
            spending = spending.plus(vote.spending());
            repaired += vote.repaired() ? 1 : 0;
        }
        return new Ballot<>(verdicts, problems, repaired, spending);
    }

    /** Why nothing was decided: fewer than half of the votes, or just half, could be read. */
    public Optional<String> failure() {
        return verdicts.size() > problems.size()
                ? Optional.empty()
                : Optional.of("no verdict: the judge's answer cannot be read: " + problems.get(0));
    }

    /** The votes of two questions that decide one thing together. */
    public Ballot<V> with(Ballot<V> other) {
        List<V> all = new ArrayList<>(verdicts);
        all.addAll(other.verdicts);
        List<String> bad = new ArrayList<>(problems);
        bad.addAll(other.problems);
        return new Ballot<>(all, bad, repaired + other.repaired, spending.plus(other.spending));
    }

    /** No reward, with what it cost. */
    public RewardResult failed(String error) {
        return described(RewardResult.failed(error));
    }

    /** The result of the verdicts, or an error where nothing was decided; with what it cost either way. */
    public RewardResult result(Function<List<V>, RewardResult> decide) {
        return described(failure()
                .map(RewardResult::failed)
                .orElseGet(() -> RewardResult.attempt(() -> decide.apply(verdicts))));
    }

    private RewardResult described(RewardResult result) {
        Map<String, Double> metrics = new LinkedHashMap<>(result.metrics());
        metrics.put("unreadable_votes", (double) problems.size());
        metrics.put("repaired_votes", (double) repaired);
        return result.withMetrics(metrics).with(spending.costMicroUsd(), OptionalLong.of(spending.latencyMillis()));
    }
}
