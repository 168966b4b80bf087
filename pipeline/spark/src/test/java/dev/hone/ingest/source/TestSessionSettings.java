package dev.hone.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.settings.ingest.SourceFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSessionSettings extends SparkTest {

    private static final String COUNTED_COMMITS = "spark.databricks.delta.history.metricsEnabled";

    @Test
    void muchTextIsShuffledInManyPartitionsByCompiledQueriesAndLittleIsNot() {
        String before = settings();
        assertThat(settingsDuring(1L << 30)).isEqualTo("80 FALLBACK false");
        assertThat(settingsDuring(1L << 20)).isEqualTo("2 NO_CODEGEN false");
        assertThat(settings()).isEqualTo(before);
    }

    @Test
    void commitsSayHowManyRowsTheyHaveAlsoWhereTheSessionWantsNoCounts() {
        spark().conf().set(COUNTED_COMMITS, "false");
        try {
            String during = SessionSettings.during(
                    spark(), List.of(), () -> spark().conf().get(COUNTED_COMMITS));
            assertThat(during).isEqualTo("true");
            assertThat(spark().conf().get(COUNTED_COMMITS)).isEqualTo("false");
        } finally {
            spark().conf().unset(COUNTED_COMMITS);
        }
    }

    private static String settingsDuring(long packedBytes) {
        SourceFile file = new SourceFile(0, "a.json.gz", SourceFormat.BEDROCK_INVOCATION_LOGS, packedBytes, "1");
        return SessionSettings.during(spark(), List.of(file), TestSessionSettings::settings);
    }

    private static String settings() {
        return String.join(
                " ",
                spark().conf().get("spark.sql.shuffle.partitions"),
                spark().conf().get("spark.sql.codegen.factoryMode"),
                spark().conf().get("spark.sql.inMemoryColumnarStorage.compressed"));
    }
}
