package dev.hone.policy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shared golden fixtures; a test that needs them is skipped where they are absent. */
public final class Fixtures {

    private static final JsonMapper JSON = new JsonMapper();

    private Fixtures() {}

    /** The names of the golden checkpoints. */
    static List<String> models() {
        return List.of(
                "llama-tied",
                "llama3-rope",
                "llama-linear-rope",
                "llama-v5-config",
                "mistral",
                "qwen2",
                "qwen3",
                "phi3");
    }

    public static Path path(String relative) {
        Path path = Path.of(System.getProperty("hone.shared", "../shared"))
                .resolve("fixtures")
                .resolve(relative);
        assumeTrue(Files.exists(path), () -> "skipped: the shared fixtures are not at " + path);
        return path;
    }

    public static JsonNode json(String relative) {
        try {
            return JSON.readTree(Files.readAllBytes(path(relative)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }

    public static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }
}
