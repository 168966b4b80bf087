package dev.hone.reward.grader.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.reward.grader.NumberTolerance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Agreement with the library math-verify; the differences and their reasons are in math_verify_differences.txt. */
class TestMathVerify {

    private final AnswerComparison comparison = new AnswerComparison(NumberTolerance.EXACT, Percent.EITHER);

    @Test
    void theVerdictIsThatOfTheLibraryUnlessAReasonIsListed() throws IOException {
        Map<String, String> reasons = reasons();
        Map<String, String> unlisted = new TreeMap<>();
        Map<String, String> stale = new TreeMap<>(reasons);
        for (JsonNode row : golden().get("cases")) {
            String pair = row.get("gold") + " " + row.get("answer");
            boolean ours = verdict(row);
            if (ours == row.get("verdict").asBoolean()) {
                continue;
            }
            stale.remove(pair);
            if (!reasons.containsKey(pair)) {
                unlisted.put(pair, "here " + ours);
            }
        }
        assertThat(golden().get("cases")).hasSize(479);
        assertThat(unlisted).isEmpty();
        assertThat(stale).isEmpty();
    }

    @Test
    void noWrongAnswerIsAcceptedAndOnlyWordsAreRefused() throws IOException {
        int refused = 0;
        for (JsonNode row : golden().get("cases")) {
            String truth = row.get("truth").asText();
            boolean ours = verdict(row);
            assertThat(truth.equals("wrong") && ours).as(row.toString()).isFalse();
            refused += truth.equals("right") && !ours ? 1 : 0;
        }
        assertThat(refused)
                .as("forty-two, four, 2.5k, three quarters, 1 and 1/2")
                .isEqualTo(5);
    }

    @Test
    void hostileInputComesBackQuickly() throws IOException {
        for (JsonNode row : golden().get("hostile")) {
            Assertions.assertTimeout(
                    Duration.ofSeconds(1),
                    () -> verdict(row),
                    row.get("category").asText());
        }
    }

    /** A reference that cannot be read or computed has no verdict: the library says no. */
    private boolean verdict(JsonNode row) {
        Optional<MathAnswer> expected = FinalAnswer.of(row.get("gold").asText()).meaning();
        Optional<MathAnswer> given = FinalAnswer.of(row.get("answer").asText()).meaning();
        try {
            return expected.isPresent() && given.isPresent() && comparison.equal(expected.get(), given.get());
        } catch (UncomputableException e) {
            return false;
        }
    }

    private static JsonNode golden() throws IOException {
        Path file = Path.of(System.getProperty("hone.shared"), "fixtures/graders/math_verify.json");
        Assumptions.assumeTrue(Files.exists(file), "skipped: the golden verdicts are not there: " + file);
        return new ObjectMapper().readTree(file.toFile());
    }

    /** Reasons by "gold answer", both as JSON; a line that begins with # gives the reason of those below it. */
    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        try (InputStream file = TestMathVerify.class.getResourceAsStream("/math_verify_differences.txt")) {
            String reason = "";
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("# ")) {
                    reason = line.substring(2);
                } else {
                    reasons.put(line, reason);
                }
            }
        }
        return reasons;
    }
}
