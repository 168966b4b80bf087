package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TestQueryMistake {

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void aQueryThatIsNotUnderstoodIsTheUsers() {
        assertThat(mistake("SELECT nothing FROM nowhere")).get().asString().contains("TABLE_OR_VIEW_NOT_FOUND");
        assertThat(mistake("SELEC 1")).get().asString().contains("PARSE_SYNTAX_ERROR");
    }

    @Test
    void soIsOneWhoseValuesDoNotFitWhereverThatIsFound() {
        assertThat(mistake("SELECT regexp_replace(concat('a', id), '(', '') FROM range(2)"))
                .get()
                .asString()
                .contains("INVALID_PARAMETER_VALUE");
        assertThat(mistake("SELECT 1 / id FROM range(2)")).get().asString().contains("DIVIDE_BY_ZERO");
    }

    @Test
    void aBrokenDiskIsNot() {
        assertThat(QueryMistake.in(new IllegalStateException("task failed", new IOException("No space left"))))
                .isEmpty();
    }

    private Optional<String> mistake(String query) {
        Throwable thrown = catchThrowable(() -> List.of(spark.sql(query).collectAsList()));
        return QueryMistake.in(thrown);
    }
}
