package dev.hone.train;

import dev.hone.advantage.AdvantageOfSample;
import dev.hone.advantage.ComputeAdvantages;
import dev.hone.advantage.RewardOfSample;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.score.RolloutToScore;
import dev.hone.score.ScoreRollouts;
import dev.hone.score.ScoredRollout;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.ScoresTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scores rounds of a step: rewards, then their advantages, committed as one append. */
final class ScoreStep {

    private final ScoresTable table;
    private final Runnable beforeCommit;
    private final ScoreRollouts scoreRollouts;
    private final ComputeAdvantages computeAdvantages;

    /** Both stages; what goes before each commit may refuse it. */
    ScoreStep(
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
     * @return one per rollout, in the same order
     * @throws dev.hone.error.HoneException when too many completions of the step have no reward
     */
    List<ScoredRollout> score(int step, List<PromptRow> prompts, List<RolloutRow> rollouts, List<ScoreRow> earlier) {
        Map<String, PromptRow> byId =
                prompts.stream().collect(Collectors.toMap(PromptRow::promptId, Function.identity()));
        ScoreRollouts.Result scored = scoreRollouts.execute(
                step,
                rollouts.stream()
                        .map(rollout -> RolloutToScore.of(rollout, byId.get(rollout.promptId())))
                        .toList());
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
     * @param scored one per rollout, in the same order
     */
    List<ScoreRow> advantages(
            OptimisticCommit commit, String runId, int step, List<RolloutRow> rollouts, List<ScoredRollout> scored) {
        List<AdvantageOfSample> advantages =
                computeAdvantages.execute(rewards(rollouts, scored)).advantages();
        List<ScoreRow> rows = rows(runId, step, scored, advantages);
        beforeCommit.run();
        table.append(commit, rows);
        return rows;
    }

    private static List<RewardOfSample> rewards(List<RolloutRow> rollouts, List<ScoredRollout> scored) {
        List<RewardOfSample> rewards = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            RolloutRow rollout = rollouts.get(i);
            rewards.add(new RewardOfSample(
                    rollout.promptId(),
                    rollout.sample(),
                    rollout.tokenIds().size(),
                    scored.get(i).result().reward(),
                    scored.get(i).result().components(),
                    scored.get(i).result().outcome()));
        }
        return rewards;
    }

    private static List<ScoreRow> rows(
            String runId, int step, List<ScoredRollout> scored, List<AdvantageOfSample> advantages) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<ScoreRow> rows = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            ScoredRollout s = scored.get(i);
            rows.add(new ScoreRow(
                    runId,
                    step,
                    s.promptId(),
                    s.sample(),
                    s.result().outcome(),
                    s.result().reward(),
                    advantages.get(i).shapedReward(),
                    s.result().components(),
                    s.result().metrics(),
                    s.result().explanation(),
                    s.result().error(),
                    s.grader(),
                    s.scoreMillis(),
                    0,
                    advantages.get(i).advantage(),
                    advantages.get(i).lossWeight(),
                    now));
        }
        return rows;
    }
}
