package dev.hone.reward.builtin.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFiles;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.reward.builtin.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestJsonSchemaMatch {

    private static final String TICKET =
            """
            {"schema": {"type": "object", "required": ["city", "nights"], "additionalProperties": false,
             "properties": {"city": {"type": "string"}, "nights": {"type": "integer", "minimum": 1}}}%s}""";

    @Test
    void theWholeAnswerMustBeJsonThatIsValid() {
        assertThat(score("", "{\"city\": \"Oslo\", \"nights\": 2}").reward()).hasValue(1);
        RewardResult wrong = score("", "{\"city\": 3, \"nights\": 0, \"x\": 1}");
        assertThat(wrong.reward()).hasValue(0);
        assertThat(wrong.outcome()).hasValue(false);
        assertThat(wrong.components()).isEmpty();
        assertThat(wrong.explanation())
                .contains("/city: integer found, string expected", "/nights: must have a minimum");
        assertThat(score("", "Here: {\"city\": \"Oslo\", \"nights\": 2}").explanation())
                .isEqualTo("the answer is not JSON");
    }

    @Test
    void anObjectAmidProseCanDo() {
        String prose = "Of course!\n```json\n{\"city\": \"Oslo\", \"nights\": 2}\n```";

        assertThat(score(", \"wholeAnswer\": false", prose).reward()).hasValue(1);
        assertThat(score(", \"wholeAnswer\": false", "No.").explanation())
                .isEqualTo("the answer holds no valid JSON object");
    }

    @Test
    void aThoughtBeforeItDoesNotCount() {
        assertThat(score("", "<think>{\"city\"?</think>\n{\"city\": \"Oslo\", \"nights\": 2}")
                        .reward())
                .hasValue(1);
    }

    @Test
    void creditForAnAnswerThatBreaksTheSchemaFallsWithEachWrongPlace() {
        String credit = ", \"partialCredit\": 0.6";

        assertThat(score(credit, "{\"city\": \"Oslo\", \"nights\": 0}").reward())
                .hasValue(0.3);
        assertThat(score(credit, "{\"city\": 1, \"nights\": 0}").reward().orElseThrow())
                .isEqualTo(0.6 / 3);
        assertThat(score(credit, "no").components()).isEqualTo(Map.of("valid", 0.0, "partial", 0.0));
        assertThat(score(credit, "{\"city\": \"Oslo\", \"nights\": 1}").components())
                .isEqualTo(Map.of("valid", 1.0, "partial", 0.0));
    }

    @Test
    void theSchemaCanLieInAFileThatTravelsWithTheDefinition(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("schema.json");
        Files.writeString(file, "{\"type\": \"array\"}");
        RewardDefinition named = new RewardDefinition("json_schema", Map.of("file", file.toString()));

        RewardDefinition travelling = RewardFiles.withTexts(named);
        Files.delete(file);

        assertThat(RewardFunctions.create(travelling)
                        .score(RewardInput.of("[1]", Optional.empty()))
                        .reward())
                .hasValue(1);
        assertThat(problems(named.parameters())).singleElement().asString().startsWith("file: there is no file");
    }

    @Test
    void wrongSchemasAreFoundBeforeTraining() {
        assertThat(problems(Map.of()))
                .containsExactly(
                        "schema: exactly one of schema and file is needed. Write the schema, or the name of its file");
        assertThat(problems(Map.of("schema", "object")))
                .containsExactly("schema: is no JSON Schema. Write a map, such as {type: object}");
        assertThat(problems(Map.of("schema", Map.of("required", "city"))))
                .containsExactly("schema: is no JSON Schema that can be used: /required: string found, array expected."
                        + " Correct it; references to other documents and look-arounds in patterns are not supported");
    }

    private static RewardResult score(String more, String answer) {
        return Scoring.score("json_schema", TICKET.formatted(more), answer, "");
    }

    private static List<String> problems(Map<String, Object> parameters) {
        return RewardFunctions.problems(new RewardDefinition("json_schema", parameters)).stream()
                .map(Object::toString)
                .toList();
    }
}
