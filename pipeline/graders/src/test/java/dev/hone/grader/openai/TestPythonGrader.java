package dev.hone.grader.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestPythonGrader {

    @BeforeEach
    void needASandbox() {
        InstalledSandbox.assume();
    }

    @Test
    void gradeSeesTheSampleAndTheItem() {
        String source =
                """
                def grade(sample, item):
                    print("looking")
                    return 0.5 * (sample["output_text"] == item["label"]) + 0.25 * len(item["lines"]) + (sample.get("output_json") is not None)
                """;
        RewardResult result = Graders.grade(grader(source), "refund");
        assertThat(result.reward()).hasValue(0.75);
        assertThat(result.explanation()).contains("looking");
        assertThat(Graders.grade(grader(source), "{}").reward()).hasValue(1.25);
    }

    @Test
    void whatItRaisesAndWhatIsNoNumberAreErrors() {
        assertThat(Graders.grade(grader("def grade(sample, item):\n    return 1 / 0\n"), "x")
                        .error())
                .contains(
                        "python_grader_runtime_error: raised: ZeroDivisionError: division by zero (grader.py, line 2)");
        assertThat(Graders.grade(grader("def grade(sample, item):\n    return '1'\n"), "x")
                        .error())
                .contains("python_grader_runtime_error: grade returned no number: \"1\"");
        assertThat(Graders.grade(grader("def grade(sample, item):\n    return float('nan')\n"), "x")
                        .error())
                .hasValueSatisfying(
                        error -> assertThat(error).startsWith("python_grader_runtime_error: grade returned no number"));
        assertThat(Graders.grade(grader("import os\n\ndef grade(sample, item):\n    os._exit(3)\n"), "x")
                        .error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("python_grader_server_error: exited: "));
    }

    @Test
    void aSourceWithoutGradeIsAProblemOfTheDefinition() {
        assertThat(Graders.problems(grader("def score(sample, item):\n    return 1\n")))
                .containsExactly(
                        "file.source: defines no function grade(sample, item). Write def grade(sample, item): …");
        assertThat(Graders.problems(grader("def grade(sample, item)\n    return 1\n")))
                .singleElement()
                .asString()
                .startsWith("file.source: import_failed: ");
    }

    @Test
    void itRunsOnExecutors() {
        try (RewardFunction function = Graders.of(grader("def grade(sample, item): return 1.0"))) {
            assertThat(function.place()).isEqualTo(RewardPlace.EXECUTORS);
        }
    }

    private static String grader(String source) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "python")
                .put("name", "e")
                .put("image_tag", "2025-05-08")
                .put("source", source)
                .toString();
    }
}
