package dev.hone.evaluate;

import dev.hone.compare.Comparison;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RewardInputs;
import dev.hone.schema.Split;
import dev.hone.schema.Timestamps;
import dev.hone.score.ScoreRollouts;
import dev.hone.score.ScoredCompletion;
import dev.hone.spark.JobGroup;
import dev.hone.table.MajorityAnswersTable;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/**
 * Scores the commonest reference answer as the answer to every prompt of a split, with the run's reward: what a policy gets that has learned
 * this answer and nothing else. Done once for a run and split and stored; nothing where no two prompts have the same reference answer.
 */
public final class ScoreMajorityAnswer {

    private final MajorityAnswersTable table;
    private final ScoreRollouts scoreRollouts;
    private final SparkContext context;

    public ScoreMajorityAnswer(Warehouse warehouse, ScoreRollouts scoreRollouts) {
        this.table = warehouse.majorityAnswers();
        this.scoreRollouts = scoreRollouts;
        this.context = warehouse.spark().sparkContext();
    }

    /** One row over all prompts that have a reference answer, and one for each data set. */
    public List<MajorityAnswerRow> execute(String runId, Split split, List<PromptRow> prompts) {
        return JobGroup.run(
                context,
                "SCORE-MAJORITY-ANSWER",
                "scoring the commonest answer to the " + split.columnValue() + " prompts",
                () -> scored(runId, split, prompts));
    }

    private List<MajorityAnswerRow> scored(String runId, Split split, List<PromptRow> prompts) {
        table.createIfAbsent();
        OptimisticCommit commit = table.nextCommit(runId, split);
        List<MajorityAnswerRow> stored = table.of(runId, split);
        if (!stored.isEmpty()) {
            return stored;
        }
        List<PromptRow> answered = prompts.stream()
                .filter(prompt -> prompt.referenceAnswer().isPresent())
                .toList();
        Map<String, List<PromptRow>> byDataset =
                answered.stream().collect(Collectors.groupingBy(PromptRow::dataset, TreeMap::new, Collectors.toList()));
        List<MajorityAnswerRow> rows = new ArrayList<>();
        byDataset.forEach((dataset, some) -> score(runId, split, dataset, some).ifPresent(rows::add));
        if (byDataset.size() > 1) {
            score(runId, split, Comparison.ALL, answered).ifPresent(rows::add);
        }
        if (!rows.isEmpty()) {
            table.append(commit, rows);
        }
        return List.copyOf(rows);
    }

    private Optional<MajorityAnswerRow> score(String runId, Split split, String dataset, List<PromptRow> prompts) {
        Map<String, Long> counts = prompts.stream()
                .collect(Collectors.groupingBy(
                        prompt -> prompt.referenceAnswer().orElseThrow(), TreeMap::new, Collectors.counting()));
        String answer = commonest(counts);
        if (counts.get(answer) < 2) {
            return Optional.empty();
        }
        List<ScoredCompletion<PromptRow>> scored = scoreRollouts
                .execute(0, prompts, prompt -> RewardInputs.of(answer, prompt))
                .scored();
        List<ScoredCompletion<PromptRow>> rewarded =
                scored.stream().filter(row -> row.result().reward().isPresent()).toList();
        return rewarded.isEmpty()
                ? Optional.empty()
                : Optional.of(new MajorityAnswerRow(
                        runId,
                        split,
                        dataset,
                        answer,
                        rewarded.size(),
                        counts.size(),
                        scored.size() - rewarded.size(),
                        rewarded.stream()
                                .mapToDouble(row -> row.result().outcome().orElse(false) ? 1 : 0)
                                .average()
                                .orElseThrow(),
                        rewarded.stream()
                                .mapToDouble(row -> row.result().reward().getAsDouble())
                                .average()
                                .orElseThrow(),
                        scored.get(0).grader(),
                        Timestamps.now()));
    }

    /** Of answers that are equally common the first in the order of their texts. */
    private static String commonest(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }
}
