package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.DOUBLE;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The commonest reference answer of some prompts, scored as if it were the answer to each of them.
 *
 * @param dataset data set of the prompts, or {@code all}
 * @param answer the commonest reference answer
 * @param prompts that have a reference answer and could be scored
 * @param references different reference answers of all prompts that have one
 * @param errors prompts whose reward could not be computed; they do not count
 * @param accuracy share of the prompts to which it is right, 0 to 1
 * @param reward mean reward
 */
public record MajorityAnswerRow(
        String runId,
        Split split,
        String dataset,
        String answer,
        int prompts,
        int references,
        int errors,
        double accuracy,
        double reward,
        String grader,
        Instant evaluatedAt) {
    public static final Column<MajorityAnswerRow, String> RUN_ID =
            column("run_id", STRING, "the run", MajorityAnswerRow::runId);
    public static final Column<MajorityAnswerRow, Split> SPLIT = column(
            "split", STRING.as(Split::ofColumn, Split::columnValue), "validation or test", MajorityAnswerRow::split);
    public static final Column<MajorityAnswerRow, String> DATASET =
            column("dataset", STRING, "data set of the prompts, or all", MajorityAnswerRow::dataset);
    public static final Column<MajorityAnswerRow, String> ANSWER =
            column("answer", STRING, "the commonest reference answer", MajorityAnswerRow::answer);
    public static final Column<MajorityAnswerRow, Integer> PROMPTS =
            column("prompts", INT, "prompts with a reference answer that could be scored", MajorityAnswerRow::prompts);
    public static final Column<MajorityAnswerRow, Integer> DISTINCT_REFERENCES =
            column("distinct_references", INT, "different reference answers", MajorityAnswerRow::references);
    public static final Column<MajorityAnswerRow, Integer> ERRORS = column(
            "errors", INT, "prompts whose reward could not be computed; they do not count", MajorityAnswerRow::errors);
    public static final Column<MajorityAnswerRow, Double> ACCURACY =
            column("accuracy", DOUBLE, "share of the prompts to which it is right", MajorityAnswerRow::accuracy);
    public static final Column<MajorityAnswerRow, Double> REWARD =
            column("reward", DOUBLE, "its mean reward", MajorityAnswerRow::reward);
    public static final Column<MajorityAnswerRow, String> GRADER =
            column("grader", STRING, "name and version of the reward function", MajorityAnswerRow::grader);
    public static final Column<MajorityAnswerRow, Instant> EVALUATED_AT =
            column("evaluated_at", TIMESTAMP, "when it was scored, UTC", MajorityAnswerRow::evaluatedAt);

    public static final TableDefinition<MajorityAnswerRow> TABLE = new TableDefinition<>(
            "majority_answers",
            "The commonest reference answer of a run's prompts, scored as the answer to each of them",
            List.of(
                    RUN_ID,
                    SPLIT,
                    DATASET,
                    ANSWER,
                    PROMPTS,
                    DISTINCT_REFERENCES,
                    ERRORS,
                    ACCURACY,
                    REWARD,
                    GRADER,
                    EVALUATED_AT),
            Map.of("known_split", "split IN ('train', 'validation', 'test')"),
            Column.names(RUN_ID, SPLIT, DATASET),
            MajorityAnswerRow::read);

    private static MajorityAnswerRow read(StoredRow row) {
        return new MajorityAnswerRow(
                row.get(RUN_ID),
                row.get(SPLIT),
                row.get(DATASET),
                row.get(ANSWER),
                row.get(PROMPTS),
                row.get(DISTINCT_REFERENCES),
                row.get(ERRORS),
                row.get(ACCURACY),
                row.get(REWARD),
                row.get(GRADER),
                row.get(EVALUATED_AT));
    }
}
