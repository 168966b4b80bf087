package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSqlMatch {

    private static final String GOLD = "SELECT title FROM items WHERE cents > 1000 ORDER BY cents";

    private static final String SHOP =
            """
            {"setup": ["CREATE TABLE items (title VARCHAR(20), cents INTEGER)",
                       "INSERT INTO items VALUES ('Lamp', 4100), ('Rug', 9900), ('Bulb', 300)"]%s}""";

    @Test
    void anotherQueryWithTheSameRowsIsRight() {
        assertThat(score("", "select TITLE from items where not cents <= 1000 order by cents;")
                        .reward())
                .hasValue(1);
        assertThat(score("", "SELECT title FROM items ORDER BY cents DESC LIMIT 2")
                        .explanation())
                .isEqualTo("the rows are in another order");
        assertThat(score("", "SELECT title FROM items ORDER BY cents").explanation())
                .isEqualTo("3 rows of 1 columns instead of 2 rows of 1 columns");
        assertThat(score("", "SELECT title FROM items WHERE cents < 5000").explanation())
                .isEqualTo("2 rows of 1 columns, but other ones");
    }

    @Test
    void theLastFencedBlockCountsWhereThereIsOne() {
        String answer =
                "<think>```sql\nSELECT 1\n```</think>First ```SELECT 2```, then\n```sql\n" + GOLD + "\n```\nDone.";

        assertThat(score("", answer).reward()).hasValue(1);
        assertThat(score("", "```sql\n" + GOLD).reward()).hasValue(1);
        assertThat(score("", "The query is: " + GOLD).explanation())
                .isEqualTo("the query is refused: it begins like no query");
    }

    @Test
    void creditForAQueryThatRunsCanBeGiven() {
        String credit = ", \"formatCredit\": 0.1";

        assertThat(score(credit, "SELECT 1").components()).isEqualTo(Map.of("right", 0.0, "format", 0.1));
        assertThat(score(credit, "SELECT 1, FROM").reward()).hasValue(0);
        assertThat(score(credit, GOLD).reward()).hasValue(1);
    }

    @Test
    void aReferenceThatGivesNoRowsIsAnError() {
        RewardResult result = Scoring.score("sql", SHOP.formatted(""), GOLD, "SELECT nothing FROM items");

        assertThat(result.reward()).isEmpty();
        assertThat(result.error()).hasValue("the reference query gives no rows: Column \"NOTHING\" not found");
    }

    @Test
    void eachRowCanBringItsOwnDatabase() {
        RewardFunction function = RewardFunctions.create(new RewardDefinition("sql", Map.of("setupField", "database")));
        String script = "{\"database\": \"CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (%d); -- end\"}";

        for (int i = 0; i < 40; i++) {
            assertThat(function.score(own("SELECT " + i, "SELECT a FROM t", script.formatted(i)))
                            .reward())
                    .hasValue(1);
        }
        String list = "{\"database\": [\"CREATE TABLE t (a INTEGER)\", \"INSERT INTO t VALUES (7)\"]}";
        assertThat(function.score(own("SELECT 7", "SELECT a FROM t", list)).reward())
                .hasValue(1);
        assertThat(RewardResult.attempt(() -> function.score(own("SELECT 7", "SELECT 7", "{}")))
                        .error()
                        .orElseThrow())
                .contains("the row's metadata has no script or list of statements under database");
        function.close();
    }

    @Test
    void aScriptCanLieInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("shop.sql");
        Files.writeString(file, "CREATE TABLE t (a VARCHAR(9)); -- one; table\nINSERT INTO t VALUES ('a;b');\n\n");
        RewardFunction function = RewardFunctions.create(new RewardDefinition("sql", Map.of("file", file.toString())));

        assertThat(function.score(RewardInput.of("SELECT 'a;b'", Optional.of("SELECT a FROM t")))
                        .reward())
                .hasValue(1);
    }

    @Test
    void aDatabaseThatCannotBeSetUpIsFoundBeforeTraining() {
        assertThat(problems(Map.of()))
                .containsExactly(
                        "setup: exactly one of setup, file and setupField is needed. List the statements that make the"
                                + " tables, or name the script or the metadata that holds them");
        assertThat(problems(Map.of("setup", List.of("CREATE TABLE t (a NONSENSE)"))))
                .containsExactly(
                        "setup: the database cannot be set up: Unknown data type: \"NONSENSE\": CREATE TABLE t (a"
                                + " NONSENSE). Correct it; the database is H2");
    }

    private static RewardResult score(String more, String answer) {
        return Scoring.score("sql", SHOP.formatted(more), answer, GOLD);
    }

    private static RewardInput own(String completion, String gold, String metadata) {
        return new RewardInput("[]", completion, Optional.of(gold), Optional.of(metadata), "p", 0);
    }

    private static List<String> problems(Map<String, Object> parameters) {
        return RewardFunctions.problems(new RewardDefinition("sql", parameters)).stream()
                .map(Object::toString)
                .toList();
    }
}
