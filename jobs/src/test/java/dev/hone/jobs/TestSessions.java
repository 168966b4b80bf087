package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class TestSessions {

    @Test
    void localSessionsAreSetForFewRowsAndRetriedTasks() {
        SparkConf conf = Sessions.configure(new SparkConf(false), "TrainJob");
        assertThat(conf.get("spark.master")).matches("local\\[\\d+,4]");
        assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("2");
        assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("UTC");
        assertThat(conf.get("spark.speculation")).isEqualTo("false");
        assertThat(conf.get("spark.sql.codegen.factoryMode")).isEqualTo("NO_CODEGEN");
        assertThat(conf.get("spark.sql.extensions")).isEqualTo("io.delta.sql.DeltaSparkSessionExtension");
    }

    @Test
    void anApplicationHasTheNameOfItsCommandAndRunUnlessItWasGivenOne() {
        for (String mainClass : new String[] {"dev.hone.jobs.TrainJob", "dev.hone.jobs.Hone"}) {
            SparkConf submitted = new SparkConf(false).setAppName(mainClass);
            assertThat(Sessions.configure(submitted, "hone train mail").get("spark.app.name"))
                    .isEqualTo("hone train mail");
        }
        assertThat(Sessions.configure(new SparkConf(false), "hone train mail").get("spark.app.name"))
                .isEqualTo("hone train mail");
        SparkConf named = new SparkConf(false).setAppName("nightly");
        assertThat(Sessions.configure(named, "hone train mail").get("spark.app.name"))
                .isEqualTo("nightly");
    }

    @Test
    void whatSparkSubmitWasGivenStays() {
        SparkConf given = new SparkConf(false)
                .set("spark.master", "spark://master:7077")
                .set("spark.sql.session.timeZone", "Europe/Zurich")
                .set("spark.sql.shuffle.partitions", "400")
                .set("spark.sql.codegen.factoryMode", "FALLBACK")
                .set("spark.sql.extensions", "com.example.Other");
        SparkConf conf = Sessions.configure(given, "TrainJob");
        assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("Europe/Zurich");
        assertThat(conf.get("spark.sql.extensions"))
                .isEqualTo("com.example.Other,io.delta.sql.DeltaSparkSessionExtension");
        assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("400");
        assertThat(conf.get("spark.sql.codegen.factoryMode")).isEqualTo("FALLBACK");
    }

    @Test
    void aClusterIsSetForFewRowsToo() {
        SparkConf conf = Sessions.configure(new SparkConf(false).setMaster("spark://master:7077"), "TrainJob");
        assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("16");
        assertThat(conf.get("spark.sql.codegen.factoryMode")).isEqualTo("NO_CODEGEN");
        assertThat(conf.get("spark.sql.adaptive.enabled", "the cluster's")).isEqualTo("the cluster's");
    }

    @Test
    void keptRowsDoNotStayInMemoryUntilTheyAreAllWritten() {
        SparkConf conf = Sessions.configure(new SparkConf(false).setMaster("spark://master:7077"), "IngestPromptsJob");
        assertThat(conf.get("spark.serializer.objectStreamReset")).isEqualTo("1");
    }
}
