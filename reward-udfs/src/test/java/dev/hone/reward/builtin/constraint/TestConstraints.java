package dev.hone.reward.builtin.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestConstraints {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "check": "words", "maximum": 3                     | one two, three        | all constraints are met
                    "check": "words", "maximum": 3                     | one - two three four  | r: 4 words, at most 3 are wanted
                    "check": "words", "minimum": 2, "maximum": 3       | one                   | r: 1 words, at least 2 are wanted
                    "check": "characters", "maximum": 3                | ' \ud83d\ude00\ud83d\ude00\ud83d\ude00 ' | all constraints are met
                    "check": "sentences", "minimum": 2, "maximum": 2   | It is 3.5 km. Go!     | all constraints are met
                    "check": "bullets", "minimum": 2                   | - a\\n2. b\\n-c       | all constraints are met
                    "check": "paragraphs", "minimum": 2                | a\\nb\\n\\nc          | all constraints are met
                    "check": "required", "words": ["ferry", "to Brest"] | The FERRY, to brest. | all constraints are met
                    "check": "required", "words": ["ferry"]            | ferries               | r: missing: ferry
                    "check": "forbidden", "words": ["sorry", "AI"]     | I said so             | all constraints are met
                    "check": "forbidden", "words": ["sorry", "AI"]     | Sorry, I am an AI.    | r: forbidden: sorry, AI
                    "check": "starts_with", "text": "Dear"             | ' Dear Ann'           | all constraints are met
                    "check": "ends_with", "text": "Yours"              | ours                  | r: does not end with "Yours"
                    "check": "repetition", "runLength": 1, "maximum": 0.5 | a a a b            | all constraints are met
                    "check": "repetition", "runLength": 1              | a A a b               | r: 0.5000 of the runs of 1 words are repeated
                    "check": "language", "language": "de"              | Das ist nicht die Fähre. | all constraints are met
                    "check": "language", "language": "en"              | Das ist nicht die Fähre. | r: not in the language en
                    "check": "language", "language": "en"              | This is the ferry.    | all constraints are met
                    "check": "language", "language": "ja"              | フェリーです            | all constraints are met
                    "check": "language", "language": "zh"              | This is not it.       | r: not in the language zh
                    "check": "language", "language": "en"              | ''                    | r: not in the language en
                    """)
    void aConstraintIsMetOrSaysWhyNot(String rule, String completion, String explanation) {
        String text = completion.replace("\\n", "\n");
        RewardResult result = score("{\"rules\": {\"r\": {" + rule + "}}}", text);
        assertThat(result.explanation()).isEqualTo(explanation);
        assertThat(result.reward().orElseThrow()).isEqualTo(explanation.startsWith("all") ? 1 : 0);
    }

    private static final String TWO =
            """
            {"rules": {"short": {"check": "words", "maximum": 3, "weight": 3}, "polite": {"check": "required", "words": ["please"]%s}}}
            """;

    @Test
    void eachConstraintIsAComponentAndWeightsShareTheReward() {
        RewardResult result = score(String.format(TWO, ""), "come here");
        assertThat(result.reward().orElseThrow()).isEqualTo(0.75);
        assertThat(result.outcome()).contains(false);
        assertThat(result.components()).containsExactly(Map.entry("short", 1.0), Map.entry("polite", 0.0));
        assertThat(RewardFunctions.create(RewardDefinition.ofJson("constraints", String.format(TWO, "")))
                        .componentWeights())
                .containsExactly(Map.entry("short", 0.75), Map.entry("polite", 0.25));
    }

    @Test
    void aGateThatIsNotMetLeavesNothing() {
        RewardResult result = score(String.format(TWO, ", \"gate\": true"), "come here");
        assertThat(result.reward().orElseThrow()).isZero();
        assertThat(result.components()).containsExactly(Map.entry("short", 1.0), Map.entry("polite", 0.0));
    }

    @Test
    void everyWrongParameterIsReportedWithItsPlace() {
        String json =
                """
                {"rules": {"a": {"check": "word"}, "b": {"check": "words"}, "c": {"check": "words", "minimum": 3, "maximum": 2},
                 "d": {"check": "required"}, "e": {"check": "language", "language": "english"}, "f": {}, "g": {"check": "starts_with"},
                 "h": {"check": "words", "maximum": 3, "max": 4}}}
                """;
        assertThat(RewardFunctions.problems(RewardDefinition.ofJson("constraints", json))
                        .toString())
                .contains(
                        "rules.a.check: unknown value word. Did you mean words?",
                        "rules.b: has neither minimum nor maximum",
                        "rules.c.minimum: is greater than maximum",
                        "rules.d.words: is missing or empty",
                        "rules.e.language: unknown value english",
                        "rules.f.check: is missing",
                        "rules.g.text: is missing",
                        "rules.h.max: unknown key");
        assertThat(RewardFunctions.problems(RewardDefinition.ofJson("constraints", "{}"))
                        .toString())
                .contains("rules: is missing or empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    "check": "pattern", "pattern": "(?i)ticket [0-9]+"         | see Ticket 12 | 1
                    "check": "pattern", "pattern": "(?i)ticket [0-9]+"         | see it        | 0
                    "check": "pattern", "pattern": "```", "forbidden": true    | plain         | 1
                    "check": "pattern", "pattern": "`{3}", "forbidden": true   | ```x```       | 0
                    "check": "tags", "tags": ["a", "b"]  | <a>1</a> <b>2</b>               | 1
                    "check": "tags", "tags": ["a", "b"]  | <b>2</b> <a>1</a>               | 0
                    "check": "tags", "tags": ["a", "b"]  | <a>1<b>2</b></a>                | 0
                    "check": "tags", "tags": ["a"]       | <a>1</a> <a>2</a>               | 0
                    "check": "tags", "tags": ["a"]       | </a>1<a>                        | 0
                    "check": "tags", "tags": ["a"]       | <a>1                            | 0
                    "check": "json"                      | [1, 2]                          | 1
                    "check": "json"                      | it is [1, 2]                    | 0
                    "check": "json", "schema": {"required": ["k"]} | {"k": 1}              | 1
                    "check": "json", "schema": {"required": ["k"]} | {"l": 1}              | 0
                    """)
    void theStructureOfATextCanBeDemanded(String check, String text, double reward) {
        assertThat(score("{\"rules\": {\"r\": {" + check + "}}}", text).reward())
                .hasValue(reward);
    }

    @Test
    void wrongDemandsOnTheStructureAreFoundBeforeTraining() {
        String rules =
                """
                {"rules": {"a": {"check": "pattern"}, "b": {"check": "pattern", "pattern": "(?=x)"}, "c": {"check": "tags"},
                 "d": {"check": "json", "schema": {"type": "strng"}}}}""";

        assertThat(RewardFunctions.problems(RewardDefinition.ofJson("constraints", rules)))
                .extracting(problem -> problem.path() + ": " + problem.problem())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("rules.a.pattern: is missing"),
                        second -> assertThat(second).startsWith("rules.b.pattern: invalid or unsupported"),
                        third -> assertThat(third).isEqualTo("rules.c.tags: is missing or empty"),
                        fourth -> assertThat(fourth).startsWith("rules.d.schema: is no JSON Schema that can be used"));
    }

    @Test
    void eachRowCanBringItsOwnDemands() {
        String parameters =
                """
                {"rulesField": "constraints", "rules": {"short": {"check": "words", "maximum": 3}}}""";
        String twice = "{\"constraints\": {\"end\": {\"check\": \"ends_with\", \"text\": \"!\", \"weight\": 3}}}";

        assertThat(ofRow(parameters, "one two", twice).reward()).hasValue(0.25);
        assertThat(ofRow(parameters, "one two!", twice).components()).isEqualTo(Map.of("short", 1.0, "end", 1.0));
        assertThat(ofRow(parameters, "one two", "{}").reward()).hasValue(1);
        assertThat(ofRow("{\"rulesField\": \"constraints\"}", "one two", "{}").error())
                .hasValue("the row's metadata has no constraints under constraints");
        assertThat(ofRow(parameters, "a", "{\"constraints\": {\"end\": {\"check\": \"endswith\"}}}")
                        .error()
                        .orElseThrow())
                .contains("rules.end.check: unknown value endswith. Did you mean ends_with?");
        assertThat(ofRow(parameters, "a", "{\"constraints\": [1]}").error().orElseThrow())
                .contains("are no map from names to rules");
    }

    private static RewardResult ofRow(String parameters, String completion, String metadata) {
        return RewardFunctions.create(RewardDefinition.ofJson("constraints", parameters))
                .scoreBatch(List.of(new RewardInput("[]", completion, Optional.empty(), Optional.of(metadata), "p", 0)))
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ", "- \n", ". ", "the ", "\n\n", "a", " "})
    void hostileTextsAreCheckedInTime(String piece) {
        String rules =
                """
                {"rules": {"w": {"check": "words", "maximum": 3}, "s": {"check": "sentences", "maximum": 3}, "r": {"check": "repetition", "runLength": 20},
                 "b": {"check": "bullets", "maximum": 3}, "p": {"check": "paragraphs", "maximum": 3}, "f": {"check": "forbidden", "words": ["a", "the the"]}, "l": {"check": "language", "language": "en"}}}
                """;
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            score(rules, piece.repeat(99_000 / piece.length()));
            assertThat(score(rules, piece.repeat(1_000_000)).reward().orElseThrow())
                    .isZero();
        });
    }

    private static RewardResult score(String parameters, String completion) {
        return RewardFunctions.create(RewardDefinition.ofJson("constraints", parameters))
                .score(RewardInput.of(completion, Optional.empty()));
    }
}
