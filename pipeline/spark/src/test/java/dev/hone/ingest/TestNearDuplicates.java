package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hone.SparkTest;
import dev.hone.ingest.dedup.Intermediates;
import dev.hone.ingest.dedup.NearDuplicates;
import dev.hone.ingest.record.Nodes;
import dev.hone.math.similarity.Shingles;
import dev.hone.math.similarity.SimilarPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TestNearDuplicates extends SparkTest {

    private static final double SIMILARITY = 0.9;

    private static final StructType COLUMNS = new StructType()
            .add("outcome", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("prompt_id", DataTypes.StringType)
            .add("kept_id", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("line", DataTypes.LongType)
            .add("reference_answer", DataTypes.StringType)
            .add("messages", DataTypes.StringType)
            .add("tools", DataTypes.StringType);

    /** All prompts share nine tenths of their words, so that they share keys; the pairs differ in one. */
    @Test
    void ofPromptsOfOneTemplateNinetyNineInAHundredTruePairsAreFound() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String template = words(random, 90, 500);
        List<String> texts = new ArrayList<>();
        int pairs = 200;
        for (int i = 0; i < 2000; i++) {
            texts.add(template + " " + words(random, 20, 5000));
        }
        for (int i = 0; i < pairs; i++) {
            texts.add(texts.get(i) + " again");
        }
        assertThat(similarity(texts.get(0), texts.get(1))).as("of no pair").isBetween(0.6, 0.85);
        assertThat(similarity(texts.get(0), texts.get(2000))).as("of a pair").isGreaterThan(SIMILARITY);

        List<Row> merged = merged(texts);
        assertThat(merged).as("seed %d", seed).hasSizeBetween(pairs * 99 / 100, pairs);
        assertThat(merged).allSatisfy(row -> assertThat(row.getInt(0)).isEqualTo(row.getInt(1) + 2000));
    }

    @Test
    void aPromptThatIsSimilarOnlyToSomeThatWentStays() {
        String text = IntStream.range(0, 60)
                .mapToObj(i -> "w" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
                .collect(Collectors.joining(" "));
        List<String> chain = new ArrayList<>(List.of(text));
        for (int i = 1; i < 6; i++) {
            chain.add(chain.get(i - 1).substring(4) + " x" + (char) ('a' + i));
        }
        assertThat(similarity(chain.get(0), chain.get(1))).isGreaterThan(SIMILARITY);
        assertThat(similarity(chain.get(0), chain.get(2))).isCloseTo(0.93, withinPercentage(2));
        assertThat(similarity(chain.get(0), chain.get(4))).isLessThan(SIMILARITY);
        assertThat(merged(chain)).extracting(row -> row.getInt(0)).containsExactlyInAnyOrder(1, 2, 3, 5);
    }

    /** Numbers of the prompts that went, and of those that stand for them. */
    private static List<Row> merged(List<String> texts) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String messages = "[{\"role\":\"user\",\"content\":" + Nodes.text(texts.get(i)) + "}]";
            String id = String.valueOf(i);
            rows.add(RowFactory.create("prompt", null, id, id, "f", (long) i, null, messages, null));
        }
        Dataset<Row> classified = spark().createDataFrame(rows, COLUMNS);
        try (Intermediates intermediates = new Intermediates()) {
            return NearDuplicates.of(classified, classified.limit(0), SIMILARITY, functions.lit(0), intermediates)
                    .where("outcome = 'duplicate'")
                    .selectExpr("cast(prompt_id as int)", "cast(kept_id as int)")
                    .collectAsList();
        }
    }

    private static double similarity(String one, String other) {
        return SimilarPairs.jaccard(Shingles.of(one), Shingles.of(other));
    }

    private static String words(Random random, int count, int vocabulary) {
        return random.ints(count, 0, vocabulary)
                .mapToObj(word -> Integer.toString(word + 46656, 36).replaceAll("[0-9]", "q"))
                .collect(Collectors.joining(" "));
    }
}
