package dev.hone.reward.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestTextSimilarity {

    private static final Map<String, TextSimilarity> GOLDEN = new LinkedHashMap<>();

    static {
        GOLDEN.put("fuzzy_ratio", TextSimilarity.FUZZY_MATCH);
        GOLDEN.put("meteor_without_synonyms", TextSimilarity.METEOR);
        GOLDEN.put("rougeL", TextSimilarity.ROUGE_L);
        GOLDEN.put("rougeL_stemmed", TextSimilarity.ROUGE_L_STEMMED);
        for (String key : List.of("bleu", "gleu", "cosine", "jaccard", "token_f1")) {
            GOLDEN.put(key, TextSimilarity.valueOf(key.toUpperCase(Locale.ROOT)));
        }
        for (int n = 1; n <= 5; n++) {
            GOLDEN.put("rouge" + n, TextSimilarity.valueOf("ROUGE_" + n));
            GOLDEN.put("rouge" + n + "_stemmed", TextSimilarity.valueOf("ROUGE_" + n + "_STEMMED"));
        }
    }

    @Test
    void everyMeasureAgreesWithItsLibrary() throws IOException {
        Path file = Path.of(System.getProperty("hone.shared"), "fixtures/graders/text_similarity.json");
        Assumptions.assumeTrue(Files.exists(file), "skipped: the golden similarities are not there: " + file);
        JsonNode fixture = new ObjectMapper().readTree(file.toFile());
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode row : fixture.get("cases")) {
            GOLDEN.forEach((key, measure) -> {
                softly.assertThat(measure.of(
                                row.get("reference").asText(),
                                row.get("candidate").asText()))
                        .as("%s of case %s", key, row.get("case").asText())
                        .isCloseTo(row.get("scores").get(key).asDouble(), within(1e-9));
            });
        }
        assertThat(fixture.get("cases")).hasSize(103);
        assertThat(GOLDEN.values()).containsExactlyInAnyOrder(TextSimilarity.values());
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource(TextSimilarity.class)
    void hugeTextsAreComparedInTime(TextSimilarity measure) {
        String words = "ab ".repeat(TextSimilarity.MAX_CHARACTERS / 3);
        String letters = "x".repeat(TextSimilarity.MAX_CHARACTERS);

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            assertThat(measure.of(words, words)).isBetween(0.0, 1.0 + 1e-9);
            assertThat(measure.of(letters, words)).isBetween(0.0, 1.0 + 1e-9);
        });
        assertThat(measure.of(letters + "y", "x")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TextSimilarity.class)
    void aSimilarityOfRandomTextsIsBetweenZeroAndOne(TextSimilarity measure) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String reference = RandomText.next(random, 40);
            String candidate = RandomText.next(random, 40);
            assertThat(measure.of(reference, candidate))
                    .as("seed %d, reference %s, candidate %s", seed, reference, candidate)
                    .isBetween(0.0, 1.0 + 1e-9);
        }
    }

    @Test
    void theLongestCommonSubsequenceIsThatOfTheTextbook() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int[] a = random.ints(random.nextInt(200), 0, 6).toArray();
            int[] b = random.ints(random.nextInt(200), 0, 6).toArray();
            assertThat(LongestCommonSubsequence.length(a, b))
                    .as("seed %d, try %d", seed, i)
                    .isEqualTo(textbook(a, b));
        }
    }

    private static int textbook(int[] a, int[] b) {
        int[][] length = new int[a.length + 1][b.length + 1];
        for (int i = 1; i <= a.length; i++) {
            for (int j = 1; j <= b.length; j++) {
                length[i][j] =
                        a[i - 1] == b[j - 1] ? length[i - 1][j - 1] + 1 : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        return length[a.length][b.length];
    }
}
