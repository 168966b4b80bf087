package dev.hone.train.plan;

import dev.hone.schema.PassRateRow;
import dev.hone.schema.ScoreRow;
import dev.hone.table.ScoresTable;
import java.util.List;

/** The plan of a run as it stands: with a curriculum, what completed steps have measured decides which prompts come next. */
public final class PromptSchedule {

    private StepPlan plan;

    private PromptSchedule(StepPlan plan) {
        this.plan = plan;
    }

    /**
     * The plan after the completed steps, from their stored scores; nothing is read without a curriculum.
     *
     * @param completedSteps steps whose pass rates count; a step that was begun does not
     */
    public static PromptSchedule of(StepPlan plan, ScoresTable scores, String runId, int completedSteps) {
        PromptSchedule schedule = new PromptSchedule(plan);
        if (plan.hasCurriculum() && completedSteps > 0) {
            schedule.plan = plan.after(scores.passRates(runId, completedSteps));
        }
        return schedule;
    }

    public StepPlan plan() {
        return plan;
    }

    /** Takes in the pass rates of a step that is complete. */
    public void completed(int step, List<ScoreRow> scores) {
        plan = plan.after(PassRateRow.of(step, scores));
    }
}
