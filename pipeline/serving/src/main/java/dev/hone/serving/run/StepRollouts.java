package dev.hone.serving.run;

import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rollouts of a run, a step at a time. */
public final class StepRollouts {

    private final TableReader tables;

    public StepRollouts(TableReader tables) {
        this.tables = tables;
    }

    /** The rollouts of a step for one prompt, by sample. */
    public List<RolloutRow> rollouts(String runId, int step, String promptId) {
        return tables
                .rows(
                        RolloutRow.TABLE,
                        Where.<RolloutRow>all().and(RolloutRow.RUN_ID, runId).and(RolloutRow.STEP, step))
                .stream()
                .filter(row -> row.promptId().equals(promptId))
                .sorted(Comparator.comparingInt(RolloutRow::sample))
                .toList();
    }

    /** The groups of a step, by prompt; none where the step was not sampled. */
    public List<RolloutGroup> of(String runId, int step) {
        Map<String, ScoreRow> scores = tables
                .rows(
                        ScoreRow.TABLE,
                        Where.<ScoreRow>all().and(ScoreRow.RUN_ID, runId).and(ScoreRow.STEP, step))
                .stream()
                .collect(
                        Collectors.toMap(row -> row.promptId() + " " + row.sample(), Function.identity(), (a, b) -> b));
        Map<String, List<RolloutRow>> byPrompt = tables
                .rows(
                        RolloutRow.TABLE,
                        Where.<RolloutRow>all().and(RolloutRow.RUN_ID, runId).and(RolloutRow.STEP, step))
                .stream()
                .sorted(Comparator.comparingInt(RolloutRow::sample))
                .collect(Collectors.groupingBy(RolloutRow::promptId, TreeMap::new, Collectors.toList()));
        Rescores rescores = Rescores.ofStep(tables, runId, step);
        Map<String, PromptRow> prompts = new Prompts(tables).of(byPrompt.keySet());
        List<RolloutGroup> groups = new ArrayList<>();
        byPrompt.forEach((promptId, rollouts) -> groups.add(new RolloutGroup(
                promptId,
                Optional.ofNullable(prompts.get(promptId)),
                rollouts.stream()
                        .map(row -> new RolloutGroup.Scored(
                                row,
                                Optional.ofNullable(scores.get(promptId + " " + row.sample())),
                                rescores.of(step, promptId, row.sample())))
                        .toList())));
        return groups;
    }
}
