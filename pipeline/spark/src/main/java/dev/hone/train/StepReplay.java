package dev.hone.train;

import dev.hone.error.DataException;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.StepRow;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.table.Warehouse;
import dev.hone.train.plan.PromptSchedule;
import dev.hone.train.plan.StepPlan;
import dev.hone.train.run.TrainingRun;
import dev.hone.train.step.SampledStep;
import dev.hone.train.step.SamplingRounds;
import dev.hone.train.step.StoredRounds;
import dev.hone.train.step.UpdateStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Completed steps whose checkpoints are damaged, computed again from the newest good checkpoint before them. Their rollouts and scores are
 * stored, so nothing is sampled or scored twice, and each step must come to the very checkpoint that {@code steps} records.
 */
final class StepReplay {

    private final TrainingRun run;
    private final Warehouse warehouse;
    private final StepPlan plan;
    private final int samplingRounds;
    private final UpdateStep updateStep;
    private final Consumer<String> warnings;

    /**
     * The replay of a run.
     *
     * @param warnings get what is computed again, and why
     */
    StepReplay(
            TrainingRun run,
            Warehouse warehouse,
            StepPlan plan,
            int samplingRounds,
            UpdateStep updateStep,
            Consumer<String> warnings) {
        this.run = run;
        this.warehouse = warehouse;
        this.plan = plan;
        this.samplingRounds = samplingRounds;
        this.updateStep = updateStep;
        this.warnings = warnings;
    }

    /**
     * The checkpoint of a completed step, as it was saved, or else computed again.
     *
     * @throws DataException when no checkpoint up to it is good, stored rows are missing, or a step comes to something else
     */
    Checkpoint restore(StepRow target, List<StepRow> history, Checkpoint start) {
        List<String> damages = new ArrayList<>();
        Checkpoint checkpoint = run.checkpoints().newestGood(target.step(), damages);
        if (checkpoint.step() < target.step()) {
            warnings.accept(warning(checkpoint.step(), target.step(), damages));
        }
        PromptSchedule schedule = PromptSchedule.of(plan, warehouse.scores(), run.runId(), checkpoint.step());
        for (StepRow row : history.subList(checkpoint.step(), target.step())) {
            SampledStep sampled = stored(row.step(), schedule.plan());
            int size = schedule.plan().batch(row.step()).size();
            checkpoint = updateStep.execute(row.step(), sampled, size, checkpoint, start);
            run.requireHeld();
            run.checkpoints().saveAgain(checkpoint, row);
            schedule.completed(row.step(), sampled.scores());
        }
        return checkpoint;
    }

    static String warning(int good, int last, List<String> damages) {
        String damage = damages.isEmpty() ? "the checkpoint of step " + last + " is gone" : String.join("; ", damages);
        String again = last == good + 1 ? "step " + last + " is" : "steps " + (good + 1) + " to " + last + " are";
        return damage + ". The checkpoint of step " + good + " is good: " + again
                + " computed again from there, to the same result";
    }

    /** All rounds of a completed step. */
    private SampledStep stored(int step, StepPlan planned) {
        StoredRounds rounds = StoredRounds.of(warehouse, run.runId(), step);
        SamplingRounds sampling = new SamplingRounds(planned, samplingRounds);
        SampledStep sampled = SampledStep.NONE;
        for (List<PromptRow> prompts = sampling.next(step, sampled);
                !prompts.isEmpty();
                prompts = sampling.next(step, sampled)) {
            List<RolloutRow> rollouts = rounds.rollouts(prompts);
            List<ScoreRow> scores = rounds.scores(prompts);
            if (rollouts.isEmpty() || rollouts.size() != scores.size()) {
                throw new DataException("Step " + step + " of run " + run.runId()
                        + " cannot be computed again: the table rollouts has " + rollouts.size()
                        + " rows of a round of it, and scores " + scores.size()
                        + ". Restore the tables or the checkpoint, or start a new run with another --run-id.");
            }
            sampled = sampled.plus(prompts, rollouts, scores);
        }
        return sampled;
    }
}
