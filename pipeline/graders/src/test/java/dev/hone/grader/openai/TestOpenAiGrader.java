package dev.hone.grader.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.grader.Completions;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestOpenAiGrader {

    private static final String MULTI =
            """
            {"type": "multi", "name": "both",
             "graders": {
               "label": {"type": "string_check", "name": "a", "operation": "ilike", "input": "{{sample.output_text}}", "reference": "{{item.label}}"},
               "near": {"type": "text_similarity", "name": "b", "input": "{{sample.output_text}}", "reference": "{{item.reference_answer.answer}}",
                        "evaluation_metric": "fuzzy_match", "pass_threshold": 0.8}},
             "calculate_output": "0.75 * label + 0.25 * near"}""";

    @ParameterizedTest
    @CsvSource({
        "eq, refund, 1",
        "eq, Refund, 0",
        "ne, refund, 0",
        "ne, x, 1",
        "neq, x, 1",
        "like, a refund please, 1",
        "like, a Refund please, 0",
        "ilike, a REFUND please, 1",
        "ilike, cancel, 0"
    })
    void stringsAreChecked(String operation, String completion, double score) {
        RewardResult result = Graders.grade(
                """
                {"type": "string_check", "name": "a", "operation": "%s", "input": "{{sample.output_text}}", "reference": "{{ item.label }}"}"""
                        .formatted(operation),
                completion);
        assertThat(result.reward()).hasValue(score);
        assertThat(result.outcome()).contains(score == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fuzzy_match",
                "bleu",
                "gleu",
                "meteor",
                "rouge_1",
                "rouge_2",
                "rouge_3",
                "rouge_4",
                "rouge_5",
                "rouge_l"
            })
    void equalTextsAreAlikeByEachMetric(String metric) {
        String grader =
                """
                {"type": "text_similarity", "name": "b", "input": "{{sample.output_text}}", "reference": "{{item.messages[0].content}}",
                 "evaluation_metric": "%s", "pass_threshold": 0.9}"""
                        .formatted(metric);
        RewardResult same = Graders.grade(grader, "I want my money back");
        assertThat(same.reward().getAsDouble()).isCloseTo(1, within(0.02));
        assertThat(same.outcome()).contains(true);
        RewardResult other = Graders.grade(grader, "zzz");
        assertThat(other.reward().getAsDouble()).isLessThan(0.2);
        assertThat(other.outcome()).contains(false);
    }

    @Test
    void aFormulaTakesTheScoresOfItsGraders() {
        RewardResult result = Graders.grade(MULTI, "refund");
        double near = 10.0 / 12; // of "Refund" and "refund", five of six characters are shared
        assertThat(result.reward().getAsDouble()).isCloseTo(0.75 + 0.25 * near, within(1e-12));
        assertThat(result.components()).containsEntry("label", 1.0).containsEntry("near", near);
        assertThat(result.outcome()).contains(true);
        assertThat(Graders.grade(MULTI, "no").outcome()).contains(false);
    }

    @Test
    void textsAndJsonOfTheAnswerAndOfTheRowFillTemplates() {
        String grader =
                """
                {"type": "string_check", "name": "a", "operation": "eq",
                 "input": "{{sample.output_json.total}} {{sample.output_tools[0].function.name}}", "reference": "{{item.lines[0].price}} %s"}""";
        assertThat(Graders.grade(
                                """
                                {"type": "string_check", "name": "a", "operation": "eq",
                                 "input": "{{sample.output_json.total}}", "reference": "{{item.lines[0].price}}"}""",
                                "{\"total\": 3}")
                        .reward())
                .hasValue(1);
        assertThat(Graders.grade(
                                """
                                {"type": "string_check", "name": "a", "operation": "eq",
                                 "input": "{{sample.output_tools[0].function.name}}", "reference": "find"}""",
                                "<tool_call>{\"name\": \"find\", \"arguments\": {\"id\": 1}}</tool_call>")
                        .reward())
                .hasValue(1);
        assertThat(Graders.grade(grader.formatted("find"), "{\"total\": 3}").error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("invalid_variable_error: "));
    }

    @Test
    void whatCannotBeComputedIsNullWithOpenAisKindOfError() {
        String json =
                """
                {"type": "string_check", "name": "a", "operation": "eq", "input": "{{sample.output_json.total}}", "reference": "3"}""";
        assertError(
                json, "no JSON", "sample_parse_error: {{sample.output_json.total}} needs JSON, and the answer is none");
        assertError(json, "{}", "invalid_variable_error: the row has no value for {{sample.output_json.total}}");
        assertError(
                "{\"type\": \"string_check\", \"operation\": \"eq\", \"input\": \"{{item.labell}}\", \"reference\": \"\"}",
                "x",
                "invalid_variable_error: the row has no value for {{item.labell}}");
        assertError(
                "{\"type\": \"string_check\", \"operation\": \"eq\", \"input\": \"{{item.note}}\", \"reference\": \"\"}",
                "x",
                "invalid_variable_error: ");
        assertError(
                MULTI.replace("0.75 * label + 0.25 * near", "1 / (label - 1)"),
                "refund",
                "formula_parse_error: 1 / (label - 1): ");
        assertError(
                MULTI.replace("{{item.label}}", "{{item.missing}}"),
                "refund",
                "invalid_variable_error: in grader label: the row");
    }

    @Test
    void aCompletionThatHoldsAVariableKeepsIt() {
        assertThat(Graders.grade(
                                """
                                {"type": "string_check", "name": "a", "operation": "eq", "input": "{{sample.output_text}}", "reference": "{{item.label}}"}""",
                                "{{item.label}}")
                        .reward())
                .hasValue(0);
    }

    @Test
    void executorsCompareTexts() {
        try (RewardFunction function = Graders.of(MULTI)) {
            assertThat(function.place()).isEqualTo(RewardPlace.EXECUTORS);
        }
    }

    @Test
    void theGraderOfAWholeJobOrOfTheSpecificationIsTakenToo() {
        assertThat(Graders.grade("{\"grader\": " + MULTI + "}", "refund").reward())
                .isPresent();
        try (RewardFunction function = Completions.reward(
                "openai_grader",
                Map.of(
                        "grader",
                        Map.of(
                                "type",
                                "string_check",
                                "operation",
                                "eq",
                                "input",
                                "{{sample.output_text}}",
                                "reference",
                                "{{item.label}}")))) {
            assertThat(function.score(Graders.row("refund")).reward()).hasValue(1);
        }
    }

    @Test
    void everyProblemIsReportedWithItsPlace() {
        assertThat(
                        Graders.problems(
                                """
                        {"type": "multi", "graders": {
                           "a": {"type": "string_chek", "operation": "eq"},
                           "b": {"type": "string_check", "operation": "equals", "input": "{{output}}", "reference": "x", "weight": 2},
                           "c": {"type": "text_similarity", "input": "x", "reference": "y", "evaluation_metric": "cosine"},
                           "d": {"type": "score_model", "model": "gpt-4.1", "input": [{"role": "user", "content": "x"}], "range": [1, 0]},
                           "e": {"type": "endpoint", "url": "https://example.com", "headers": {"Authorization": "Bearer x"}}},
                         "calculate_output": "a + bb"}"""))
                .contains(
                        "file.graders.a.type: unknown type of grader: string_chek. Did you mean string_check?",
                        "file.graders.b.weight: unknown key. Use one of input, name, operation, reference, type",
                        "file.graders.c.evaluation_metric: cosine compares embeddings, which OpenAI does not allow for reinforcement"
                                + " fine-tuning either. Use one of fuzzy_match, bleu, gleu, meteor, rouge_1, rouge_2, rouge_3,"
                                + " rouge_4, rouge_5, rouge_l",
                        "file.graders.d.range: is not a list of two numbers, the lower one first. Write [0, 1]",
                        "file.calculate_output: there is no grader bb. Did you mean b?")
                .anyMatch(problem -> problem.startsWith("file.graders.b.operation: unknown value equals."))
                .anyMatch(problem -> problem.startsWith("file.graders.b.input: unknown variable {{output}}."))
                .anyMatch(
                        problem -> problem.startsWith("file.graders.d.model: nothing says where the model gpt-4.1 is."))
                .anyMatch(problem -> problem.startsWith("file.graders.e.headers.Authorization: holds a secret"));
        assertThat(Graders.problems("{\"type\": "))
                .singleElement()
                .asString()
                .startsWith("file: grader.json is no JSON object: ");
        assertThat(Graders.problems("{\"type\": \"multi\", \"graders\": {}, \"calculate_output\": \"1 +\"}"))
                .singleElement()
                .asString()
                .startsWith("file.calculate_output: ");
    }

    private static void assertError(String grader, String completion, String error) {
        RewardResult result = Graders.grade(grader, completion);
        assertThat(result.reward()).isEmpty();
        assertThat(result.error()).hasValueSatisfying(text -> assertThat(text).startsWith(error));
    }
}
