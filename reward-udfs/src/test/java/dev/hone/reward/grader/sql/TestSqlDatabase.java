package dev.hone.reward.grader.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TestSqlDatabase {

    private static final List<String> SHOP = List.of(
            "CREATE TABLE items (id INTEGER PRIMARY KEY, title VARCHAR(20), cents INTEGER, comment VARCHAR(20))",
            "INSERT INTO items VALUES (1, 'Lamp', 4100, NULL), (2, 'Rug', 9900, 'large'), (3, 'Bulb', 300, 'sold; out')",
            "CREATE VIEW dear AS SELECT * FROM items WHERE cents > 1000");

    private final List<SqlDatabase> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(SqlDatabase::close);
    }

    @Test
    void theVerdictsAreThoseOfSqlite() throws IOException {
        JsonNode golden = golden();
        Map<String, SqlDatabase> databases = databases(golden);
        List<String> different = new ArrayList<>();
        for (JsonNode example : golden.get("cases")) {
            String verdict = verdict(
                    databases.get(example.get("database").asText()),
                    example.get("gold").asText(),
                    example.get("candidate").asText());
            if (!verdict.equals(example.get("verdict").asText())) {
                different.add(example.get("case").asText() + ": " + verdict);
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void everyEscapeIsRefused() throws IOException {
        JsonNode golden = golden();
        Map<String, SqlDatabase> databases = databases(golden);
        for (JsonNode escape : golden.get("escapes")) {
            assertThatThrownBy(() -> databases
                            .get(escape.get("database").asText())
                            .query(escape.get("candidate").asText()))
                    .as("%s", escape)
                    .isInstanceOf(SqlRefusal.class);
        }
    }

    private String verdict(SqlDatabase database, String gold, String candidate) {
        try {
            return database.query(candidate).isSame(database.query(gold), SqlDatabase.isOrdered(gold))
                    ? "equal"
                    : "different";
        } catch (SqlRefusal e) {
            return "refused: " + e.kind().name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT comment FROM items",
                "(SELECT title FROM items) UNION (SELECT 'a' || title FROM items) ORDER BY 1 LIMIT 2",
                "WITH a (n, m) AS (SELECT id, cents FROM items), b AS (SELECT n FROM a) SELECT COUNT(*) FROM b",
                "SELECT t.a FROM (VALUES (1, 2), (3, 4)) AS t(a, b)",
                "VALUES (1), (2)",
                "SELECT SUM(cents) FILTER (WHERE id > 1) OVER (PARTITION BY title) FROM items",
                "SELECT CAST(cents AS DECIMAL(10, 2)) / 3 FROM dear WHERE EXISTS (SELECT 1 FROM items) FETCH NEXT 1 ROWS ONLY",
                "SELECT \"TITLE\", 'it''s; -- no /* comment' FROM items -- but this is; DROP",
                "SELECT title\r\nFROM items\r-- a\rWHERE id = 1;;",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 50) SELECT SUM(n) FROM t"
            })
    void queriesMayBeAnyReading(String query) throws SqlRefusal {
        assertThat(shop().query(query).rows()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    SELECT * FROM FINAL TABLE (DELETE FROM items)           | DELETE is not allowed there
                    WITH t AS (SELECT 1) DELETE FROM items                  | DELETE is not allowed there
                    SELECT REPEAT('a', 2000000000)                          | the function REPEAT is not allowed
                    SELECT "REPEAT"('a', 2000000000)                        | the function REPEAT is not allowed
                    SELECT DISTINCT ON (id) REPEAT('a', 9) FROM items       | DISTINCT is not allowed there
                    SELECT TOP (1) REPEAT('a', 9) FROM items                | the function TOP is not allowed
                    SELECT U&"REPEA\\0054"('a', 9)                          | escaped names are not allowed
                    SELECT PUBLIC.COUNT(1)                                  | the function COUNT is not allowed
                    SELECT HASH('SHA256', 'a', 1000000000)                  | the function HASH is not allowed
                    SELECT 'aaaaaaaaaaaaaaaaaaaaaaa!' REGEXP '(a+)+$'       | REGEXP is not allowed there
                    SELECT NEXT VALUE FOR s                                 | NEXT is not allowed there
                    SELECT /* /* */ ' */ ; DROP TABLE items --'             | a comment does not end, or holds another one
                    SELECT $$ ' $$; DROP TABLE items --'                    | the sign $ is not standard SQL
                    SELECT 1 // ' \\n ; DROP TABLE items --'                | the sign / is not standard SQL
                    SELECT @a                                               | the sign @ is not standard SQL
                    EXPLAIN SELECT 1                                        | EXPLAIN is no query
                    SELECT ?                                                | Parameter "#1" is not set
                    SELECT 'open                                            | a quote is not closed
                    """)
    void whatIsNoPlainReadingIsRefused(String query, String message) {
        SqlDatabase shop = shop();
        assertThatThrownBy(() -> shop.query(query))
                .isInstanceOf(SqlRefusal.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void rightsAreMissingEvenWhereTheGuardWouldFail() throws Exception {
        SqlDatabase shop = shop();

        assertThat(shop.query("SELECT COUNT(*) FROM items").rows()).containsExactly(List.of("3"));
        for (String evil : List.of(
                "DELETE FROM items",
                "CREATE TABLE t (a INTEGER)",
                "CREATE ALIAS f AS 'int f() { return 1; }'",
                "SELECT * FROM CSVREAD('/etc/hostname')",
                "SELECT FILE_READ('/etc/hostname', NULL)",
                "SHUTDOWN")) {
            assertThatThrownBy(() -> shop.runUnguarded(evil)).as(evil).isInstanceOf(java.sql.SQLException.class);
        }
        assertThat(shop.query("SELECT COUNT(*) FROM items").rows()).containsExactly(List.of("3"));
    }

    @Test
    void aQueryThatTakesTooMuchIsStoppedAndTheNextOneRuns() throws SqlRefusal {
        SqlDatabase shop = new SqlDatabase(SHOP, new SqlLimits(300, 100, 256L << 20));
        opened.add(shop);
        for (String greedy : List.of(
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT COUNT(*) FROM t",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 500) SELECT n FROM t",
                "WITH RECURSIVE t(s, n) AS (SELECT 'aaaaaaaaaa', 1 UNION ALL SELECT s || s, n + 1 FROM t WHERE n < 14)"
                        + " SELECT COUNT(*) FROM t WHERE s LIKE '%a%a%b'",
                "SELECT COUNT(*) FROM items WHERE title LIKE '%a%a%a%a%b'")) {
            assertThatThrownBy(() -> shop.query(greedy))
                    .as(greedy)
                    .isInstanceOfSatisfying(SqlRefusal.class, refusal -> assertThat(refusal.kind())
                            .isEqualTo(SqlRefusal.Kind.LIMIT));
            assertThat(shop.query("SELECT title FROM dear ORDER BY id").rows())
                    .containsExactly(List.of("'Lamp"), List.of("'Rug"));
        }
    }

    @Test
    void oneSetUpMakesTablesAndRowsAndNothingElse() {
        for (String evil : List.of(
                "CREATE ALIAS f AS 'int f() { return 1; }'",
                "CREATE TABLE t AS SELECT * FROM CSVREAD('/etc/hostname')",
                "CREATE TABLE t (a INTEGER) ENGINE \"java.lang.Object\"",
                "CREATE TABLE t (a VARCHAR(10)); DROP SCHEMA data",
                "CREATE LINKED TABLE t('', '', '', '', '')",
                "CREATE TRIGGER t BEFORE INSERT ON items CALL 'java.lang.Object'",
                "CREATE USER thief PASSWORD '' ADMIN",
                "ALTER USER owner ADMIN TRUE",
                "RUNSCRIPT FROM '/etc/hostname'")) {
            assertThatThrownBy(() -> new SqlDatabase(List.of(evil), SqlLimits.STANDARD))
                    .as(evil)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SqlDatabase(List.of("CREATE TABLE t (a NONSENSE)"), SqlLimits.STANDARD))
                .hasMessage("Unknown data type: \"NONSENSE\": CREATE TABLE t (a NONSENSE)");
    }

    private SqlDatabase shop() {
        SqlDatabase shop = new SqlDatabase(SHOP, SqlLimits.STANDARD);
        opened.add(shop);
        return shop;
    }

    private Map<String, SqlDatabase> databases(JsonNode golden) {
        Map<String, SqlDatabase> databases = new HashMap<>();
        golden.get("databases").properties().forEach(database -> {
            List<String> statements = new ArrayList<>();
            database.getValue().forEach(statement -> statements.add(statement.asText()));
            databases.put(database.getKey(), new SqlDatabase(statements, SqlLimits.STANDARD.withMillis(1_000)));
        });
        opened.addAll(databases.values());
        return databases;
    }

    private static JsonNode golden() throws IOException {
        Path file = Path.of(System.getProperty("hone.shared", "../../shared"), "fixtures/graders/sql_equivalence.json");
        assumeTrue(Files.exists(file), "the golden verdicts are not there: " + file);
        return new ObjectMapper().readTree(Files.readString(file));
    }
}
