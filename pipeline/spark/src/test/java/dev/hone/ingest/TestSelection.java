package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.ingest.dedup.HeldOut;
import dev.hone.ingest.dedup.Intermediates;
import dev.hone.ingest.dedup.Sampling;
import dev.hone.ingest.dedup.SplitAssignment;
import dev.hone.redact.Redaction;
import dev.hone.settings.ingest.AgentLoops;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSample;
import dev.hone.settings.ingest.SplitFractions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TestSelection extends SparkTest {

    private static final StructType COLUMNS = new StructType()
            .add("outcome", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("prompt_id", DataTypes.StringType)
            .add("split", DataTypes.StringType)
            .add("messages", DataTypes.StringType)
            .add("metadata", DataTypes.StringType);

    private static final SplitFractions SPLITS = new SplitFractions(0.8, 0.1, 0.1);

    @Test
    void aFractionIsMetOnAverageAndStaysTheSameWhenDataGrows() {
        Set<String> some = sampled(prompts(0, 1000, "a"), 7);
        Set<String> more = sampled(prompts(0, 2000, "a"), 7);
        assertThat(some).hasSizeBetween(200, 300);
        assertThat(more).hasSizeBetween(430, 570).containsAll(some);
        assertThat(sampled(prompts(0, 1000, "a"), 8)).isNotEqualTo(some);
    }

    @Test
    void everyStratumMeetsTheSharesHoweverSmallItIs() {
        Dataset<Row> rows =
                prompts(0, 200, "large").union(prompts(200, 220, "small")).union(prompts(220, 230, "tiny"));
        Map<String, Map<String, Integer>> counts = counts(assign(rows, none(), byLevel(AgentLoops.AS_LOGGED)));
        assertThat(counts.get("large").get("test")).isBetween(18, 22);
        assertThat(counts.get("large").get("validation")).isBetween(18, 22);
        assertThat(counts.get("small").get("test")).isBetween(1, 3);
        assertThat(counts.get("small").get("validation")).isBetween(1, 3);
        assertThat(counts.get("tiny").get("test")).isEqualTo(1);
        assertThat(counts.get("tiny").get("validation")).isEqualTo(1);
    }

    @Test
    void strataGoOnFromWhatIsStoredAndAStoredConversationKeepsItsSplit() {
        Dataset<Row> stored = assign(prompts(0, 50, "a"), none(), byLevel(AgentLoops.AS_LOGGED));
        Dataset<Row> added = assign(prompts(50, 100, "a"), stored, byLevel(AgentLoops.AS_LOGGED));
        Map<String, Integer> all = new HashMap<>(counts(stored).get("a"));
        counts(added).get("a").forEach((split, count) -> all.merge(split, count, Integer::sum));
        assertThat(all.get("test")).isBetween(9, 11);
        assertThat(all.get("validation")).isBetween(9, 11);

        Dataset<Row> shouted = assign(prompts(0, 50, "a", true), stored, byLevel(AgentLoops.AS_LOGGED));
        assertThat(splits(shouted)).isEqualTo(splits(stored));
    }

    @Test
    void allTurnsOfAConversationAreInOneSplit() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String ask = message("user", "Task " + i);
            String step = ask + "," + message("assistant", "Why?") + "," + message("user", "Because");
            rows.add(row("short " + i, "[" + ask + "]", "a"));
            rows.add(row("long " + i, "[" + step + "]", "b"));
        }
        Dataset<Row> frame = spark().createDataFrame(rows, COLUMNS);
        PromptChoices plain = choices(AgentLoops.BY_TURN, Optional.empty());
        for (PromptChoices choices : List.of(plain, byLevel(AgentLoops.BY_TURN))) {
            Map<String, String> splits = splits(assign(frame, none(), choices));
            assertThat(Set.copyOf(splits.values())).hasSizeGreaterThan(1);
            IntStream.range(0, 40)
                    .forEach(i -> assertThat(splits.get("long " + i)).isEqualTo(splits.get("short " + i)));
        }
    }

    private static Set<String> sampled(Dataset<Row> rows, long seed) {
        try (Intermediates intermediates = new Intermediates()) {
            return Sampling.of(rows, none(), new PromptSample.Fraction(0.25), seed, intermediates)
                    .where("outcome = 'prompt'")
                    .collectAsList()
                    .stream()
                    .map(row -> row.<String>getAs("prompt_id"))
                    .collect(Collectors.toSet());
        }
    }

    private static Dataset<Row> assign(Dataset<Row> rows, Dataset<Row> stored, PromptChoices choices) {
        return SplitAssignment.of(rows, stored, SPLITS, choices, HeldOut.NONE);
    }

    private static PromptChoices byLevel(AgentLoops loops) {
        return choices(loops, Optional.of("task.level"));
    }

    private static PromptChoices choices(AgentLoops loops, Optional<String> stratifyBy) {
        return new PromptChoices(
                LogFilters.NONE,
                loops,
                OptionalDouble.empty(),
                new PromptSample.Everything(),
                0,
                stratifyBy,
                Redaction.NONE);
    }

    private static Map<String, Map<String, Integer>> counts(Dataset<Row> rows) {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (Row row : rows.selectExpr("get_json_object(metadata, '$.task.level')", "split")
                .collectAsList()) {
            counts.computeIfAbsent(row.getString(0), level -> new HashMap<>()).merge(row.getString(1), 1, Integer::sum);
        }
        return counts;
    }

    private static Map<String, String> splits(Dataset<Row> rows) {
        return rows.select("prompt_id", "split").collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
    }

    private static Dataset<Row> none() {
        return spark().createDataFrame(List.of(), COLUMNS);
    }

    private static Dataset<Row> prompts(int from, int to, String level) {
        return prompts(from, to, level, false);
    }

    private static Dataset<Row> prompts(int from, int to, String level, boolean shouted) {
        List<Row> rows = IntStream.range(from, to)
                .mapToObj(i ->
                        row("id " + i, "[" + message("user", (shouted ? "QUESTION " : "Question ") + i) + "]", level))
                .toList();
        return spark().createDataFrame(rows, COLUMNS);
    }

    private static Row row(String id, String messages, String level) {
        return RowFactory.create("prompt", null, id, "train", messages, "{\"task\":{\"level\":\"" + level + "\"}}");
    }

    private static String message(String role, String content) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + content + "\"}";
    }
}
