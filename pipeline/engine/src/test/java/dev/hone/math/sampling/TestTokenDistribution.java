package dev.hone.math.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TestTokenDistribution {

    private static final double TOLERANCE = 1e-6;

    @TestFactory
    List<DynamicTest> everyCaseOfTheReferenceIsMet() throws IOException {
        Path file = Path.of(System.getProperty("hone.shared", "../shared"), "fixtures/sampling/expected.json");
        assumeTrue(Files.exists(file), () -> "skipped: the shared fixtures are not at " + file);
        JsonNode cases = new JsonMapper().readTree(Files.readAllBytes(file)).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(node -> DynamicTest.dynamicTest(node.get("name").asText(), () -> requireCase(node)))
                .toList();
    }

    private static void requireCase(JsonNode node) {
        JsonNode given = node.get("settings");
        SamplingSettings settings = new SamplingSettings(
                given.path("temperature").asDouble(1),
                given.path("top_k").asInt(0),
                given.path("top_p").asDouble(1),
                given.path("min_p").asDouble(0),
                1,
                StopStrings.NONE);
        double[] expected = doubles(node.get("probabilities"));
        TokenDistribution found = TokenDistribution.of(
                doubles(node.get("logits")),
                settings,
                given.path("repetition_penalty").asDouble(1),
                ints(node.get("history")));
        assertThat(found.probabilities()).containsExactly(expected, within(TOLERANCE));
        assertThat(found.kept()).isEqualTo(node.get("kept").asInt());
    }

    @Test
    void temperatureZeroPutsAllMassOnTheFirstOfTheGreatestLogits() {
        double[] found = TokenDistribution.of(new float[] {1, 3, 3, 2}, SamplingSettings.greedy(1))
                .probabilities();
        assertThat(found).containsExactly(0, 1, 0, 0);
    }

    @Test
    void drawingInvertsTheCumulativeDistribution() {
        float[] logits = {(float) Math.log(0.2), (float) Math.log(0.3), (float) Math.log(0.5)};
        TokenDistribution distribution = TokenDistribution.of(logits, SamplingSettings.plain(1, 1));
        assertThat(distribution.draw(0)).isZero();
        assertThat(distribution.draw(0.19)).isZero();
        assertThat(distribution.draw(0.21)).isEqualTo(1);
        assertThat(distribution.draw(0.51)).isEqualTo(2);
        assertThat(distribution.draw(Math.nextDown(1.0))).isEqualTo(2);
    }

    @Test
    void aDroppedTokenIsNeverDrawn() {
        SamplingSettings topTwo = new SamplingSettings(1, 2, 1, 0, 1, StopStrings.NONE);
        TokenDistribution distribution = TokenDistribution.of(new float[] {0, 5, 4, 0}, topTwo);
        assertThat(distribution.draw(0)).isEqualTo(1);
        assertThat(distribution.draw(Math.nextDown(1.0))).isEqualTo(2);
    }

    @Test
    void logprobsAreThoseBeforeTruncation() {
        float[] logits = {1, 2, 3};
        double sum = Math.exp(0.5) + Math.exp(1) + Math.exp(1.5);
        assertThat(TokenDistribution.logprob(logits, 0, 2)).isCloseTo(0.5 - Math.log(sum), within(1e-12));
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).doubleValue();
        }
        return values;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }
}
