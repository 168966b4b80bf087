package dev.hone.serving.run;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the base policy and the trained one answered to the prompts of a split, prompt by prompt.
 *
 * @param tunedStep steps that the trained policy had seen when it was evaluated last; 0 where only the base was evaluated
 * @param pairs by prompt
 * @param rescores of these answers by other rewards
 */
public record EvaluatedAnswers(int tunedStep, List<Pair> pairs, Rescores rescores) {

    /**
     * The answers to one prompt.
     *
     * @param prompt empty where the prompts are no longer there
     * @param base by sample; empty where the base was not asked
     * @param tuned by sample; empty where the trained policy was not asked
     */
    public record Pair(
            String promptId, Optional<PromptRow> prompt, List<EvaluationRow> base, List<EvaluationRow> tuned) {

        public Pair {
            base = List.copyOf(base);
            tuned = List.copyOf(tuned);
        }
    }

    public EvaluatedAnswers {
        pairs = List.copyOf(pairs);
    }

    /** Those of a run. */
    public static EvaluatedAnswers of(TableReader tables, String runId, Split split) {
        List<EvaluationRow> rows = tables.rows(
                EvaluationRow.TABLE,
                Where.<EvaluationRow>all().and(EvaluationRow.RUN_ID, runId).and(EvaluationRow.SPLIT, split));
        int tunedStep = rows.stream().mapToInt(EvaluationRow::step).max().orElse(0);
        Map<String, List<EvaluationRow>> byPrompt = rows.stream()
                .filter(row -> row.step() == 0 || row.step() == tunedStep)
                .sorted(Comparator.comparingInt(EvaluationRow::sample))
                .collect(Collectors.groupingBy(EvaluationRow::promptId, TreeMap::new, Collectors.toList()));
        Map<String, PromptRow> prompts = new Prompts(tables).of(byPrompt.keySet());
        return new EvaluatedAnswers(
                tunedStep,
                byPrompt.entrySet().stream()
                        .map(entry -> new Pair(
                                entry.getKey(),
                                Optional.ofNullable(prompts.get(entry.getKey())),
                                at(0, entry.getValue()),
                                tunedStep == 0 ? List.of() : at(tunedStep, entry.getValue())))
                        .toList(),
                Rescores.ofSplit(tables, runId, split));
    }

    private static List<EvaluationRow> at(int step, List<EvaluationRow> rows) {
        return rows.stream().filter(row -> row.step() == step).toList();
    }
}
