package dev.hone.train.step;

import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the tables have of a step. A round's rows are one commit: all of them are there or none.
 *
 * @param rollouts by prompt and sample
 * @param scores by prompt and sample
 */
public record StoredRounds(List<RolloutRow> rollouts, List<ScoreRow> scores) {

    /** Of a step that was not begun. */
    public static final StoredRounds NONE = new StoredRounds(List.of(), List.of());

    public static StoredRounds of(Warehouse warehouse, String runId, int step) {
        return new StoredRounds(
                warehouse.rollouts().ofStep(runId, step), warehouse.scores().ofStep(runId, step));
    }

    /** The completions of a round's prompts; none where they were not sampled yet. */
    public List<RolloutRow> rollouts(List<PromptRow> prompts) {
        return ofPrompts(prompts, rollouts, RolloutRow::promptId);
    }

    /** The scores of a round's prompts; none where they were not scored yet. */
    public List<ScoreRow> scores(List<PromptRow> prompts) {
        return ofPrompts(prompts, scores, ScoreRow::promptId);
    }

    private static <R> List<R> ofPrompts(List<PromptRow> prompts, List<R> rows, Function<R, String> promptId) {
        Set<String> ids = prompts.stream().map(PromptRow::promptId).collect(Collectors.toSet());
        return rows.stream().filter(row -> ids.contains(promptId.apply(row))).toList();
    }
}
