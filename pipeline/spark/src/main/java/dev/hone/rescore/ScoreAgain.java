package dev.hone.rescore;

import dev.hone.error.DataException;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RescoreRow;
import dev.hone.schema.RewardInputs;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.Split;
import dev.hone.schema.Timestamps;
import dev.hone.score.ScoreResult;
import dev.hone.score.ScoreRollouts;
import dev.hone.score.ScoredCompletion;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.RescoresTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scores completions of a run with a reward that did not train it. What was scored already is read back, so that a driver that was killed
 * goes on where it was; two drivers at once cannot both commit.
 */
public final class ScoreAgain {

    private final RescoresTable table;
    private final ScoreRollouts scoreRollouts;
    private final String runId;

    public ScoreAgain(RescoresTable table, ScoreRollouts scoreRollouts, String runId) {
        this.table = table;
        this.scoreRollouts = scoreRollouts;
        this.runId = runId;
    }

    /** Name and version of the reward. */
    public String grader() {
        return scoreRollouts.grader();
    }

    /**
     * The rewards of a step's rollouts.
     *
     * @throws dev.hone.error.HoneException when more of them than the specification allows have no reward; nothing of the step is stored then
     */
    public List<RescoreRow> rollouts(int step, List<RolloutRow> rollouts, Map<String, PromptRow> prompts) {
        return score(
                Split.TRAIN, step, rollouts.stream().map(LoggedCompletion::of).toList(), prompts);
    }

    /** The same of an evaluation. */
    public List<RescoreRow> evaluation(
            Split split, int step, List<EvaluationRow> answers, Map<String, PromptRow> prompts) {
        return score(split, step, answers.stream().map(LoggedCompletion::of).toList(), prompts);
    }

    private List<RescoreRow> score(
            Split split, int step, List<LoggedCompletion> completions, Map<String, PromptRow> prompts) {
        OptimisticCommit commit = table.nextCommit(runId, grader(), split, step);
        List<RescoreRow> stored = table.of(runId, grader(), split, step);
        if (!stored.isEmpty() || completions.isEmpty()) {
            return stored;
        }
        ScoreResult<LoggedCompletion> result = scoreRollouts.execute(
                step,
                completions,
                completion ->
                        RewardInputs.of(completion.answer(), completion.sample(), prompt(completion, step, prompts)));
        result.requireErrorShareWithinLimit();
        Instant now = Timestamps.now();
        List<RescoreRow> rows = result.scored().stream()
                .map(scored -> row(split, step, scored, now))
                .toList();
        table.append(commit, rows);
        return rows;
    }

    private PromptRow prompt(LoggedCompletion completion, int step, Map<String, PromptRow> prompts) {
        PromptRow prompt = prompts.get(completion.promptId());
        if (prompt == null) {
            throw new DataException("The prompt " + completion.promptId() + " of step " + step + " of run " + runId
                    + " is not in the table prompts, at the version that the run recorded. Name the specification of"
                    + " the run, so that ingest.dataset is its data set, or restore the table.");
        }
        return prompt;
    }

    private RescoreRow row(Split split, int step, ScoredCompletion<LoggedCompletion> scored, Instant now) {
        return new RescoreRow(
                runId,
                scored.grader(),
                split,
                step,
                scored.completion().promptId(),
                scored.completion().sample(),
                scored.result(),
                scored.scoreMillis(),
                now);
    }

    /** Prompts by their ids. */
    public static Map<String, PromptRow> byId(List<PromptRow> prompts) {
        return prompts.stream().collect(Collectors.toMap(PromptRow::promptId, Function.identity()));
    }
}
