package dev.hone.train.step;

import dev.hone.advantage.ComputeAdvantages;
import dev.hone.advantage.WeightedCompletion;
import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RewardInputs;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Timestamps;
import dev.hone.score.ScoreResult;
import dev.hone.score.ScoreRollouts;
import dev.hone.score.ScoredCompletion;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.ScoresTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scores rounds of a step: rewards, then their advantages, committed as one append. */
public final class ScoreStep {

    private final ScoresTable table;
    private final Runnable beforeCommit;
    private final ScoreRollouts scoreRollouts;
    private final ComputeAdvantages computeAdvantages;

    /** Both stages; what goes before each commit may refuse it. */
    public ScoreStep(
            ScoresTable table,
            Runnable beforeCommit,
            ScoreRollouts scoreRollouts,
            ComputeAdvantages computeAdvantages) {
        this.table = table;
        this.beforeCommit = beforeCommit;
        this.scoreRollouts = scoreRollouts;
        this.computeAdvantages = computeAdvantages;
    }

    /**
     * Scores one round of a step; stores nothing.
     *
     * @param earlier scores of the step's earlier rounds
     * @throws dev.hone.error.HoneException when too many completions of the step have no reward
     */
    public List<ScoredCompletion<RolloutRow>> score(
            int step, List<PromptRow> prompts, List<RolloutRow> rollouts, List<ScoreRow> earlier) {
        Map<String, PromptRow> byId =
                prompts.stream().collect(Collectors.toMap(PromptRow::promptId, Function.identity()));
        ScoreResult<RolloutRow> scored = scoreRollouts.execute(
                step, rollouts, rollout -> RewardInputs.of(rollout, byId.get(rollout.promptId())));
        int errors =
                (int) earlier.stream().filter(row -> row.error().isPresent()).count();
        // Before the commit: what is not stored is scored again when the run resumes.
        scored.requireErrorShareWithinLimit(earlier.size(), errors);
        return scored.scored();
    }

    /**
     * Computes the advantages of one round, and commits them with its rewards as one append.
     *
     * @param commit of them, prepared before a look at whether they are there already
     */
    public List<ScoreRow> advantages(
            OptimisticCommit commit, String runId, int step, List<ScoredCompletion<RolloutRow>> scored) {
        Instant now = Timestamps.now();
        List<ScoreRow> rows = computeAdvantages.execute(scored).completions().stream()
                .map(completion -> row(runId, step, completion, now))
                .toList();
        beforeCommit.run();
        table.append(commit, rows);
        return rows;
    }

    private static ScoreRow row(String runId, int step, WeightedCompletion<RolloutRow> completion, Instant now) {
        ScoredCompletion<RolloutRow> scored = completion.scored();
        RewardResult result = scored.result();
        return new ScoreRow(
                runId,
                step,
                scored.input().promptId(),
                scored.input().sample(),
                result.outcome(),
                result.reward(),
                completion.shapedReward(),
                result.components(),
                result.metrics(),
                result.explanation(),
                result.error(),
                scored.grader(),
                scored.scoreMillis(),
                result.costMicroUsd(),
                result.latencyMillis(),
                completion.advantage(),
                completion.lossWeight(),
                now);
    }
}
