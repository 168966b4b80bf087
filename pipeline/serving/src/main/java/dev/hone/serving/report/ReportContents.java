package dev.hone.serving.report;

import dev.hone.error.ConfigException;
import dev.hone.schema.RunRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.serving.run.DataSetName;
import dev.hone.serving.run.DataSets;
import dev.hone.serving.run.EvaluatedAnswers;
import dev.hone.serving.run.Lineage;
import dev.hone.serving.run.RolloutGroup;
import dev.hone.serving.run.RunGain;
import dev.hone.serving.run.StepRollouts;
import dev.hone.serving.run.WarehouseRuns;
import dev.hone.serving.table.WarehouseFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report says.
 *
 * @param state of the run now
 * @param steps completed ones, in order
 * @param gain on the test prompts
 * @param answers to the test prompts
 * @param groups of the last steps, those without a reward apart
 */
record ReportContents(
        RunRow run,
        String state,
        List<StepRow> steps,
        RunGain gain,
        EvaluatedAnswers answers,
        List<StepGroup> groups,
        Lineage lineage) {

    private static final int WANTED_GROUPS = 40;
    private static final int MAX_STEPS = 20;

    /**
     * A group that has a reward.
     *
     * @param meanReward of its completions that have one
     */
    record StepGroup(int step, RolloutGroup group, double meanReward) {}

    /**
     * Reads it.
     *
     * @throws ConfigException where there is no such run
     */
    static ReportContents read(WarehouseFiles files, String runId) {
        WarehouseRuns runs = new WarehouseRuns(files.tables(), files.folders());
        RunRow run = runs.find(runId)
                .orElseThrow(() -> new ConfigException(
                        "there is no run " + runId + " in " + files.path() + ". hone runs lists the runs"));
        List<StepRow> steps = runs.steps(runId);
        return new ReportContents(
                run,
                files.folders().stateNow(run),
                steps,
                runs.line(run, steps).gain(),
                EvaluatedAnswers.of(files.tables(), runId, Split.TEST),
                lastGroups(new StepRollouts(files.tables()), runId, steps),
                Lineage.of(
                        run,
                        new DataSets(files.tables()).of(DataSetName.of(run)),
                        steps,
                        files.folders().exported(runId)));
    }

    private static List<StepGroup> lastGroups(StepRollouts rollouts, String runId, List<StepRow> steps) {
        List<StepGroup> groups = new ArrayList<>();
        int first = Math.max(0, steps.size() - MAX_STEPS);
        for (int i = steps.size() - 1; i >= first && groups.size() < WANTED_GROUPS; i--) {
            int step = steps.get(i).step();
            for (RolloutGroup group : rollouts.of(runId, step)) {
                group.completions().stream()
                        .flatMap(one -> one.score().stream())
                        .flatMapToDouble(score -> score.reward().stream())
                        .average()
                        .ifPresent(mean -> groups.add(new StepGroup(step, group, mean)));
            }
        }
        return groups;
    }
}
