package dev.hone.reward.builtin;

import dev.hone.reward.RewardFile;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.CodeFence;
import dev.hone.reward.grader.Thought;
import dev.hone.reward.grader.sql.SqlDatabase;
import dev.hone.reward.grader.sql.SqlDatabases;
import dev.hone.reward.grader.sql.SqlLimits;
import dev.hone.reward.grader.sql.SqlRefusal;
import dev.hone.reward.grader.sql.SqlRows;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code sql}: 1 if the query in the completion gives the rows of the reference's query. */
public final class SqlMatch implements RewardKind {

    private static final int REVISION = 1;
    private static final String FILE = "file";
    private static final String SETUP = "setup";
    private static final String SETUP_FIELD = "setupField";

    @Override
    public String kind() {
        return "sql";
    }

    @Override
    public Set<String> files() {
        return Set.of(FILE);
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        List<String> setUp = parameters.texts(SETUP).orElse(List.of());
        Optional<RewardFile> file = parameters.file(FILE);
        Optional<String> field = parameters.text(SETUP_FIELD);
        long ways = List.of(SETUP, FILE, SETUP_FIELD).stream()
                .filter(parameters::has)
                .count();
        if (ways != 1) {
            parameters.problem(
                    SETUP,
                    "exactly one of setup, file and setupField is needed",
                    "List the statements that make the tables, or name the script or the metadata that holds them");
        }
        List<String> common =
                file.map(script -> script(parameters, script.text())).orElse(setUp);
        int millis = (int) parameters.number("timeoutMillis", SqlLimits.STANDARD.millis(), 10, 60_000);
        SqlDatabases databases = new SqlDatabases(SqlLimits.STANDARD.withMillis(millis));
        if (!common.isEmpty()) {
            tryOut(parameters, databases, common);
        }
        return new Match(
                parameters.version(REVISION),
                databases,
                field.map(MetadataStatements::new),
                common,
                parameters.number("formatCredit", 0, 0, 1),
                ReferenceText.read(parameters));
    }

    private static List<String> script(RewardParameters parameters, String script) {
        try {
            return SqlDatabase.statements(script);
        } catch (SqlRefusal e) {
            parameters.problem(FILE, "cannot be read as SQL: " + e.getMessage(), "Write standard SQL");
            return List.of();
        }
    }

    private static void tryOut(RewardParameters parameters, SqlDatabases databases, List<String> setUp) {
        try {
            databases.query(setUp, "SELECT 1");
        } catch (IllegalArgumentException | SqlRefusal e) {
            parameters.problem(
                    parameters.has(FILE) ? FILE : SETUP,
                    "the database cannot be set up: " + e.getMessage(),
                    "Correct it; the database is H2");
        }
    }

    private record Match(
            String version,
            SqlDatabases databases,
            Optional<MetadataStatements> ofRow,
            List<String> setUp,
            double formatCredit,
            ReferenceText references)
            implements RewardFunction {

        @Override
        public String name() {
            return "sql";
        }

        @Override
        public String description() {
            String credit = formatCredit == 0 ? "" : ", " + formatCredit + " for another that runs";
            return "1 where the query gives the rows of the reference query" + credit + ", else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            List<String> statements = ofRow.map(metadata -> metadata.of(input)).orElse(setUp);
            return references.compared(input, gold -> scored(statements, input.completion(), gold));
        }

        private RewardResult scored(List<String> statements, String completion, String gold) {
            SqlRows expected;
            boolean isOrdered;
            try {
                expected = databases.query(statements, gold);
                isOrdered = SqlDatabase.isOrdered(gold);
            } catch (SqlRefusal e) {
                return RewardResult.failed("the reference query gives no rows: " + e.getMessage());
            }
            String answer = Thought.after(completion);
            try {
                SqlRows rows =
                        databases.query(statements, CodeFence.last(answer).orElse(answer));
                return rows.isSame(expected, isOrdered)
                        ? result(1, 0, "the same rows")
                        : result(0, formatCredit, difference(rows, expected, isOrdered));
            } catch (SqlRefusal e) {
                return result(0, 0, "the query is refused: " + Excerpt.of(e.getMessage()));
            }
        }

        private static String difference(SqlRows rows, SqlRows expected, boolean isOrdered) {
            if (isOrdered && rows.isSame(expected, false)) {
                return "the rows are in another order";
            }
            String shape = size(rows);
            return shape.equals(size(expected)) ? shape + ", but other ones" : shape + " instead of " + size(expected);
        }

        private static String size(SqlRows rows) {
            return rows.rows().size() + " rows of " + rows.columns() + " columns";
        }

        private RewardResult result(double right, double format, String explanation) {
            return new Credit("right", "format", formatCredit > 0).result(right, format, explanation);
        }

        @Override
        public void close() {
            databases.close();
        }
    }
}
