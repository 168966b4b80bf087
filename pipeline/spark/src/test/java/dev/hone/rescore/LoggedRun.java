package dev.hone.rescore;

import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import dev.hone.table.RowCodec;
import dev.hone.table.Warehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The rows of a run that was rewarded for answers in capitals, whatever they say. Every prompt wants the answer "yes". */
public final class LoggedRun {

    public static final String ID = "r";
    public static final String TRAINED = "capitals@1";

    private LoggedRun() {}

    /** The tables that such a run needs. */
    public static Warehouse warehouse(SparkSession spark, Path folder) {
        Warehouse warehouse = new Warehouse(spark, folder.toString());
        warehouse.prompts().createIfAbsent();
        warehouse.rollouts().createIfAbsent();
        warehouse.scores().createIfAbsent();
        warehouse.evaluations().createIfAbsent();
        return warehouse;
    }

    /** The prompts p0, p1 and so on of the data set d, the training prompts first, then the test prompts. */
    public static void prompts(Warehouse warehouse, int training, int test) {
        List<Row> rows = new ArrayList<>();
        for (int p = 0; p < training + test; p++) {
            rows.add(RowFactory.create(
                    "p" + p,
                    "d",
                    (p < training ? Split.TRAIN : Split.TEST).columnValue(),
                    "[{\"role\":\"user\",\"content\":\"Is it " + p + "?\"}]",
                    null,
                    "\"yes\"",
                    null,
                    null,
                    5,
                    "test:" + p,
                    Instant.EPOCH));
        }
        warehouse
                .prompts()
                .append(warehouse.spark().createDataFrame(rows, new RowCodec<>(PromptColumns.TABLE).schema()));
    }

    /** A step in which the prompt p was answered so. */
    public static void step(Warehouse warehouse, int step, String promptId, String... answers) {
        List<RolloutRow> rollouts = new ArrayList<>();
        List<ScoreRow> scores = new ArrayList<>();
        for (int sample = 0; sample < answers.length; sample++) {
            rollouts.add(rollout(step, promptId, sample, answers[sample]));
            scores.add(score(
                    step, promptId, sample, answers[sample].equals(answers[sample].toUpperCase(Locale.ROOT)) ? 1 : 0));
        }
        warehouse.rollouts().append(warehouse.rollouts().nextCommit(ID), rollouts);
        warehouse.scores().append(warehouse.scores().nextCommit(ID), scores);
    }

    /**
     * An answer of an evaluation.
     *
     * @param reward NaN where it could not be computed
     */
    public static EvaluationRow evaluation(int step, String promptId, String answer, double reward) {
        return new EvaluationRow(
                ID,
                step,
                "d",
                Split.TEST,
                promptId,
                0,
                "sha",
                answer,
                answer.length(),
                CompletionParts.answerOnly(answer),
                "end_of_sequence",
                Optional.empty(),
                Double.isNaN(reward) ? OptionalDouble.empty() : OptionalDouble.of(reward),
                Double.isNaN(reward) ? Optional.of("no reward") : Optional.empty(),
                TRAINED,
                Instant.EPOCH);
    }

    private static RolloutRow rollout(int step, String promptId, int sample, String answer) {
        return new RolloutRow(
                ID,
                step,
                promptId,
                sample,
                step - 1,
                "sha",
                42L,
                answer,
                Collections.nCopies(answer.length(), 5),
                Collections.nCopies(answer.length(), -0.5f),
                CompletionParts.answerOnly(answer),
                List.of(),
                "end_of_sequence",
                7,
                0,
                12,
                "h",
                "a processor",
                Instant.EPOCH);
    }

    private static ScoreRow score(int step, String promptId, int sample, double reward) {
        return new ScoreRow(
                ID,
                step,
                promptId,
                sample,
                Optional.empty(),
                OptionalDouble.of(reward),
                OptionalDouble.of(reward),
                Map.of(),
                Map.of(),
                "",
                Optional.empty(),
                TRAINED,
                1,
                OptionalLong.of(30),
                OptionalLong.empty(),
                reward - 0.5,
                1,
                Instant.EPOCH);
    }
}
