package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hone.SparkTest;
import dev.hone.ingest.dedup.Classification;
import dev.hone.ingest.dedup.HeldOut;
import dev.hone.ingest.dedup.Intermediates;
import dev.hone.ingest.dedup.Selection;
import dev.hone.ingest.dedup.SkippedRecordRows;
import dev.hone.ingest.dedup.SlimRows;
import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.write.PromptRows;
import dev.hone.redact.Redaction;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.SkippedRecordColumns;
import dev.hone.settings.ingest.AgentLoops;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSample;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.table.RowCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the RAPIDS Accelerator says of the plans behind the parser (which is no SQL: it reads archives byte by byte). It needs the
 * accelerator's classes, no GPU: {@code mvn -Prapids test -pl pipeline/spark -am -Dtest=TestGpuPlans -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class TestGpuPlans extends SparkTest {

    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
    private static final String EXPLAIN = "com.nvidia.spark.rapids.ExplainPlan";

    @BeforeAll
    static void requireAccelerator() {
        assumeTrue(isPresent(), "the RAPIDS Accelerator is not on the class path: run with -Prapids");
    }

    /** As on a cluster, which is where GPUs are; the other tests plan as on one machine. */
    @BeforeAll
    static void planAdaptively() {
        spark().conf().set(ADAPTIVE, "true");
    }

    @AfterAll
    static void planAsTheOthers() {
        spark().conf().set(ADAPTIVE, "false");
    }

    @Test
    void classifyingAndWritingStaysOnTheGpu() throws ReflectiveOperationException {
        Dataset<Row> classified = classified();
        assertThat(offGpu(classified)).isEmpty();
        assertThat(offGpu(PromptRows.of(classified, "d", Instant.EPOCH))).isEmpty();
        assertThat(offGpu(SkippedRecordRows.unseen(
                        classified,
                        parquet("skipped_records", new RowCodec<>(SkippedRecordColumns.TABLE).schema()),
                        "d",
                        Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void whatSeesPromptsBesideEachOtherLeavesTheGpuOnlyWhereItComparesSimilarOnes()
            throws ReflectiveOperationException {
        // What stands in one group of similar prompts is compared by Java code, and only that.
        assertThat(offGpu(chosen()))
                .allMatch(line -> line.contains("array_sort(members") || line.startsWith("!Exec <GenerateExec>"));
    }

    @Test
    void rewardFunctionsOfQueriesStayInThePlanOfTheGpu() throws ReflectiveOperationException {
        parquet("answers", StructType.fromDDL("completion STRING, reference STRING"))
                .createOrReplaceTempView("answers");
        for (String call : List.of(
                "hone_normalized_match(completion, reference)",
                "hone_label_match(completion, reference, '{\"labels\": [\"a\", \"b\"]}')",
                "hone_numeric_match(completion, reference)",
                "hone_text_similarity(completion, reference)",
                "hone_json_fields(completion, reference)")) {
            assertThat(offGpu(spark().sql("SELECT reference, avg(r.reward) FROM (SELECT reference, " + call
                            + " r FROM answers) GROUP BY reference")))
                    .as(call)
                    .isEmpty();
        }
    }

    private Dataset<Row> chosen() {
        PromptChoices choices = new PromptChoices(
                LogFilters.NONE,
                AgentLoops.LONGEST,
                OptionalDouble.of(0.9),
                new PromptSample.Fraction(0.5),
                0,
                Optional.of("level"),
                Redaction.NONE);
        IngestSettings settings = new IngestSettings(
                "d",
                List.of(new PromptSource("none", SourceFormat.CHAT_JSONL)),
                Optional.empty(),
                new SplitFractions(0.8, 0.1, 0.1),
                100,
                0,
                false,
                choices,
                List.of());
        try (Intermediates intermediates = new Intermediates()) {
            return Selection.of(new SlimRows(classified(), classified()), stored(), settings, intermediates)
                    .rows();
        }
    }

    private Dataset<Row> classified() {
        Dataset<Row> parsed = parquet("parsed", ParsedRows.SCHEMA);
        return Classification.decided(
                parsed, Classification.decisions(parsed, Optional.empty(), stored(), HeldOut.NONE));
    }

    private Dataset<Row> stored() {
        return parquet("stored", new RowCodec<>(PromptColumns.TABLE).schema())
                .where(functions.col(PromptColumns.DATASET).equalTo("d"));
    }

    private Dataset<Row> parquet(String name, StructType schema) {
        String path = folder.resolve(name).toString();
        spark().createDataFrame(List.of(), schema).write().mode("ignore").parquet(path);
        return spark().read().schema(schema).parquet(path);
    }

    /** What the accelerator would leave to the CPU, each with its reason; what it calls through its bridge stays in its plan. */
    private static List<String> offGpu(Dataset<Row> rows) throws ReflectiveOperationException {
        String plan = (String) Class.forName(EXPLAIN)
                .getMethod("explainPotentialGpuPlan", Dataset.class, String.class)
                .invoke(null, rows, "ALL");
        assertThat(plan).as("the plan").contains("will run on GPU");
        return plan.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("!"))
                .toList();
    }

    private static boolean isPresent() {
        try {
            Class.forName(EXPLAIN);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
