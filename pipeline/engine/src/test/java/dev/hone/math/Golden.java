package dev.hone.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** The golden numbers of the RL mathematics: a JSON file and its own tolerance. null is NaN; so are the texts "NaN" and "Infinity". */
public record Golden(JsonNode root) {

    /** Reads fixtures/rl/NAME.json, or skips the test where the folder is absent. */
    public static Golden read(String name) {
        Path path = Path.of(System.getProperty("hone.shared", "../shared"), "fixtures", "rl", name);
        Assumptions.assumeTrue(
                Files.exists(path), () -> "skipped: no golden numbers at " + path + " (set -Dhone.shared)");
        try {
            return new Golden(new ObjectMapper().readTree(path.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the test resource rl/NAME.json; its README.md says where the numbers come from. */
    public static Golden resource(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/rl/" + name)) {
            return new Golden(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's tolerance for {@code float64} or {@code float32}. */
    public double tolerance(String type) {
        return root.path("tolerance").path(type).asDouble();
    }

    public static double number(JsonNode node) {
        if (node.isTextual()) {
            return Double.parseDouble(node.asText());
        }
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    public static double[] row(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(Golden::number)
                .toArray();
    }

    public static double[][] table(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).map(Golden::row).toArray(double[][]::new);
    }

    public static double[][][] cube(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(Golden::table)
                .toArray(double[][][]::new);
    }

    public static int[][] intTable(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(row -> StreamSupport.stream(row.spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .toArray())
                .toArray(int[][]::new);
    }

    /** abs(difference) <= tolerance * max(1, abs(expected)), the rule of the fixtures. */
    public static void assertNear(String what, double actual, double expected, double tolerance) {
        if (Double.isNaN(expected)) {
            assertThat(actual).as(what).isNaN();
        } else if (Double.isInfinite(expected)) {
            assertThat(actual).as(what).isEqualTo(expected);
        } else {
            assertThat(Math.abs(actual - expected))
                    .as("%s: got %s, expected %s", what, actual, expected)
                    .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(expected)));
        }
    }

    public static void assertNear(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertNear(what + " [" + i + "]", actual[i], expected[i], tolerance);
        }
    }

    public static void assertNear(String what, double[][] actual, double[][] expected, double tolerance) {
        assertThat(actual.length).as(what).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertNear(what + " [" + i + "]", actual[i], expected[i], tolerance);
        }
    }
}
