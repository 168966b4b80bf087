package dev.hone.rescore;

import dev.hone.error.DataException;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Scores all that a run has logged with another reward, step by step: its rollouts, then its evaluations. */
public final class ScoreRun {

    private final Warehouse warehouse;
    private final String runId;
    private final long promptsVersion;
    private final String dataset;
    private final Consumer<String> doing;

    /**
     * @param promptsVersion version of the table {@code prompts} that the run reads
     * @param doing is told what is done from now on
     */
    public ScoreRun(Warehouse warehouse, String runId, long promptsVersion, String dataset, Consumer<String> doing) {
        this.warehouse = warehouse;
        this.runId = runId;
        this.promptsVersion = promptsVersion;
        this.dataset = dataset;
        this.doing = doing;
    }

    /**
     * What was scored.
     *
     * @param scored rows that were scored now
     * @param errors those among them without a reward
     * @param steps steps of a split that were scored now
     * @param stepsBefore those that were there already
     */
    public record Result(long scored, long errors, int steps, int stepsBefore) {

        Result plus(Result other) {
            return new Result(
                    scored + other.scored, errors + other.errors, steps + other.steps, stepsBefore + other.stepsBefore);
        }
    }

    /**
     * Scores what is not scored yet.
     *
     * @throws DataException when there is nothing logged in these steps
     */
    public Result execute(ScoreRollouts scoreRollouts, StepRange range) {
        warehouse.rescores().createIfAbsent();
        ScoreAgain scoreAgain = new ScoreAgain(warehouse.rescores(), scoreRollouts, runId);
        Result all = new Result(0, 0, 0, 0);
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
            all = all.plus(split(split, scoreAgain, range));
        }
        if (all.steps() + all.stepsBefore() == 0) {
            throw new DataException("Run " + runId + " has no logged rollouts or evaluations in these steps. hone runs"
                    + " says how many it has completed");
        }
        return all;
    }

    private Result split(Split split, ScoreAgain scoreAgain, StepRange range) {
        Set<Integer> logged = split == Split.TRAIN
                ? warehouse.rollouts().rowsByStep(runId).keySet()
                : warehouse.evaluations().steps(runId, split);
        Set<Integer> wanted = new TreeSet<>(logged);
        wanted.removeIf(step -> !range.holds(step));
        Set<Integer> missing = new TreeSet<>(wanted);
        missing.removeAll(warehouse.rescores().steps(runId, scoreAgain.grader(), split));
        Result done = new Result(0, 0, missing.size(), wanted.size() - missing.size());
        if (missing.isEmpty()) {
            return done;
        }
        Map<String, PromptRow> prompts = ScoreAgain.byId(warehouse.prompts().prompts(promptsVersion, dataset, split));
        for (int step : missing) {
            doing.accept("scoring step " + step + " (" + split.name().toLowerCase(Locale.ROOT) + ")");
            List<RescoreRow> rows = split == Split.TRAIN
                    ? scoreAgain.rollouts(step, warehouse.rollouts().ofStep(runId, step), prompts)
                    : scoreAgain.evaluation(split, step, warehouse.evaluations().of(runId, step, split), prompts);
            long errors = rows.stream()
                    .filter(row -> row.result().error().isPresent())
                    .count();
            done = done.plus(new Result(rows.size(), errors, 0, 0));
        }
        return done;
    }
}
