package dev.hone.train;

import dev.hone.error.DataException;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.settings.run.TrainRunSettings;
import dev.hone.table.PromptsTable;
import dev.hone.train.plan.StepPlan;
import java.util.List;

/**
 * The prompts of a run, read at the version of the table that the run recorded.
 *
 * @param plan which training prompts each step uses
 * @param validation held out to watch the run
 * @param test held out to report
 */
public record TrainData(StepPlan plan, List<PromptRow> validation, List<PromptRow> test) {

    public TrainData {
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * Reads the prompts.
     *
     * @throws DataException when there is nothing to train on
     */
    public static TrainData read(PromptsTable prompts, long version, TrainRunSettings settings) {
        List<PromptRow> train = prompts.prompts(version, settings.run().dataset(), Split.TRAIN);
        if (train.isEmpty()) {
            throw new DataException("The table prompts has no training prompts of the data set "
                    + settings.run().dataset()
                    + ". Run: hone ingest, with the same specification, and look at what it counted.");
        }
        StepPlan plan = new StepPlan(
                train,
                settings.train().length(),
                settings.run().seed(),
                settings.train().curriculum());
        List<PromptRow> validation = prompts.prompts(version, settings.run().dataset(), Split.VALIDATION).stream()
                .limit(
                        settings.evaluate().evalInterval() > 0
                                ? settings.evaluate().validationPrompts()
                                : 0)
                .toList();
        List<PromptRow> test = prompts.prompts(version, settings.run().dataset(), Split.TEST).stream()
                .limit(settings.evaluate().testPrompts().orElse(Integer.MAX_VALUE))
                .toList();
        return new TrainData(plan, validation, test);
    }
}
