package dev.hone.reward.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.reward.RewardFunctions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestRewardSqlFunctions {

    private static SparkSession spark;

    @BeforeAll
    static void startSpark() {
        spark = SparkSession.builder()
                .appName("reward functions")
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config(
                        "spark.sql.codegen.wholeStage",
                        "false") // many tiny queries: compiling them takes longer than they do
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @Test
    void theFunctionsAreThereWithoutRegistration() {
        Row row = first(
                "SELECT hone_label_match('It is refund.', 'refund', '{\"labels\": [\"refund\", \"other\"]}') AS s");

        assertThat(row.<Double>getAs("reward")).isEqualTo(1.0);
        assertThat(row.<Boolean>getAs("outcome")).isTrue();
        assertThat(row.<String>getAs("explanation")).isEqualTo("named refund");
        assertThat(row.<String>getAs("error")).isNull();
    }

    @Test
    void everyKindIsAFunction() {
        assertThat(RewardFunctions.kinds())
                .allSatisfy(kind -> assertThat(spark.catalog().functionExists("hone_" + kind))
                        .isTrue());
        assertThat(first("SELECT hone_normalized_match('Yes!', 'yes') s").getDouble(0))
                .isEqualTo(1);
        assertThat(first("SELECT hone_numeric_match('so 1,200', '1200') s").getDouble(0))
                .isEqualTo(1);
        assertThat(first("SELECT hone_text_similarity('a b', 'a c', '{\"measure\": \"jaccard\"}') s")
                        .getDouble(0))
                .isEqualTo(1.0 / 3);
        assertThat(first("SELECT hone_weighted('a', 'a', '{\"parts\": [{\"kind\": \"normalized_match\"}]}') s")
                        .getDouble(0))
                .isEqualTo(1);
        assertThat(first("SELECT hone_reward('a', 'a', '{\"kind\": \"normalized_match\"}') s")
                        .getDouble(0))
                .isEqualTo(1);
        Row json = first("SELECT hone_json_fields('{\"a\": 1}', '{\"a\": 1, \"b\": 2}', NULL) s");
        assertThat(json.<Double>getAs("reward")).isEqualTo(0.5);
        assertThat(json.<String, Double>getJavaMap(json.fieldIndex("components")))
                .isEqualTo(Map.of("object", 0.0, "field.a", 0.5, "field.b", 0.0, "extra_keys", 0.0));
    }

    @Test
    void aRowThatCannotBeScoredHasAnErrorAndANullCompletionIsNull() {
        assertThat(first("SELECT hone_numeric_match('7', 'seven') s").<String>getAs("error"))
                .isEqualTo("the reference holds no number that can be read: seven");
        assertThat(first("SELECT hone_numeric_match('7') s").<String>getAs("error"))
                .contains("no reference_answer");
        assertThat(spark.sql("SELECT hone_numeric_match(CAST(NULL AS STRING), '7') s")
                        .first()
                        .isNullAt(0))
                .isTrue();
    }

    @Test
    void wrongParametersFailTheQueryAndSayWhy() {
        assertThatThrownBy(() -> first("SELECT hone_numeric_match('7', '7', '{\"takes\": \"last\"}') s"))
                .hasStackTraceContaining("takes: unknown key. Did you mean take?");
        assertThatThrownBy(() -> first("SELECT hone_numeric_match('7', '7', '{}', 1) s"))
                .hasStackTraceContaining("hone_numeric_match takes a completion, a reference and parameters");
    }

    @Test
    void theFunctionsCanBeRegisteredByHandAndUsedOverATable() {
        SparkSession session = spark.newSession();
        RewardSqlFunctions.register(session);

        assertThat(session.sql(
                                """
                                SELECT avg(hone_numeric_match(concat('is ', id % 4), '3', '{}').reward)
                                FROM range(100)
                                """)
                        .first()
                        .getDouble(0))
                .isEqualTo(0.25);
    }

    @Test
    void theExamplesOfTheDocumentationAreRight() throws IOException {
        List<DocumentedQuery> queries = DocumentedQuery.all();
        assertThat(queries)
                .hasSizeGreaterThanOrEqualTo(RewardFunctions.kinds().size())
                .allSatisfy(query -> assertThat(spark.sql(query.sql()).first().get(0))
                        .as(query.toString())
                        .hasToString(query.result()));
    }

    private static Row first(String query) {
        return spark.sql(query).first().getStruct(0);
    }
}
