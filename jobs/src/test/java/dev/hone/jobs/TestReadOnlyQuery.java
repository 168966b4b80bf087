package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestReadOnlyQuery {

    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static String table;

    @BeforeAll
    static void writeTable() {
        spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 1)
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .getOrCreate();
        String path = folder.resolve("kept").toString();
        spark.sql("SELECT 1 AS a, 'x' AS b").write().format("delta").save(path);
        spark.sql("SELECT 1 AS a").createOrReplaceTempView("one");
        table = "delta.`" + path + "`";
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a, count(*) FROM {t} GROUP BY a",
                "WITH w AS (SELECT * FROM {t}) SELECT (SELECT max(a) FROM w) AS m, 'DROP TABLE x; DELETE' AS t",
                "-- INSERT\nTABLE one",
                "SHOW TABLES",
                "SHOW COLUMNS IN one",
                "DESCRIBE {t}",
                "DESCRIBE HISTORY {t}",
                "DESCRIBE DETAIL {t}",
                "EXPLAIN DELETE FROM {t}",
                "SET spark.sql.shuffle.partitions",
                "CREATE OR REPLACE TEMPORARY VIEW v AS SELECT * FROM {t}",
            })
    void whatReadsOrStaysInTheSessionIsAllowed(String query) {
        assertThatCode(() -> ReadOnlyQuery.require(spark, named(query))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM {t}",
                "UPDATE {t} SET a = 2",
                "INSERT INTO {t} VALUES (2, 'y')",
                "WITH w AS (SELECT 2 AS a, 'y' AS b) INSERT INTO {t} SELECT * FROM w",
                "FROM one INSERT OVERWRITE DIRECTORY '/tmp/no' USING csv SELECT a",
                "MERGE INTO {t} t USING one ON t.a = one.a WHEN MATCHED THEN DELETE",
                "VACUUM {t}",
                "OPTIMIZE {t}",
                "RESTORE {t} TO VERSION AS OF 0",
                "CREATE TABLE other SHALLOW CLONE {t}",
                "ALTER TABLE {t} ADD COLUMNS (c INT)",
                "CREATE TABLE other USING parquet AS SELECT 1 AS a",
                "DROP TABLE IF EXISTS other",
                "DROP VIEW one",
                "EXECUTE IMMEDIATE 'DELETE FROM {t}'",
                "SELECT reflect('java.lang.System', 'getProperty', 'user.home')",
                "SELECT (SELECT java_method('java.util.UUID', 'randomUUID')) AS a FROM one",
                "SELECT TRANSFORM(a) USING 'cat' AS (b) FROM one",
            })
    void whatWritesOrRunsProgramsIsRefused(String query) {
        assertThatThrownBy(() -> ReadOnlyQuery.require(spark, named(query)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does more than read")
                .hasMessageContaining("--write");
        assertThat(spark.sql("SELECT * FROM " + table).count()).isEqualTo(1);
    }

    @Test
    void aQueryThatIsWrongStaysTheMistakeThatItIs() {
        assertThatCode(() -> ReadOnlyQuery.require(spark, "SELEC 1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> ReadOnlyQuery.require(spark, "SELECT no FROM one"))
                .isNotInstanceOf(ConfigException.class);
    }

    private String named(String query) {
        return query.replace("{t}", table);
    }
}
