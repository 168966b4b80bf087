package dev.hone.reward.builtin.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.reward.builtin.Scoring;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestToolCallMatch {

    private static final String NOVA =
            "{\"tool_called\": \"book\", \"tool_parameters\": {\"city\": \"Oslo\", \"nights\": 2}}";

    @Test
    void nameAndArgumentsMustBeTheReferences() {
        assertThat(score("{}", call("book", "\"nights\": 2.0, \"city\": \"Oslo\""), NOVA)
                        .reward())
                .hasValue(1);
        RewardResult wrong = score("{}", call("book", "\"city\": \"Oslo\", \"nights\": \"2\""), NOVA);
        assertThat(wrong.reward()).hasValue(0);
        assertThat(wrong.outcome()).hasValue(false);
        assertThat(wrong.components()).isEmpty();
        assertThat(wrong.explanation()).startsWith("missing: book{\"city\":\"Oslo\",\"nights\":2}; not expected: book");
        assertThat(score("{}", "I booked it.", NOVA).explanation()).startsWith("missing: book");
        assertThat(score("{}", "<tool_call>{</tool_call>", NOVA).reward()).hasValue(0);
    }

    @Test
    void argumentsThatWereNotAskedForCountUnlessIgnored() {
        String more = call("book", "\"city\": \"Oslo\", \"nights\": 2, \"pets\": true");

        assertThat(score("{}", more, NOVA).reward()).hasValue(0);
        assertThat(score("{\"extraArguments\": \"ignored\"}", more, NOVA).reward())
                .hasValue(1);
    }

    @Test
    void severalCallsMayComeInAnyOrderUnlessItCounts() {
        String two = "{\"tool_calls\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}";
        String turned = call("b", "") + call("a", "");

        assertThat(score("{}", turned, two).reward()).hasValue(1);
        assertThat(score("{\"order\": \"same\"}", turned, two).explanation())
                .isEqualTo("the calls are in another order");
        assertThat(score("{\"order\": \"same\"}", call("a", "") + call("b", ""), two)
                        .reward())
                .hasValue(1);
        String three = call("a", "") + call("c", "") + call("b", "");
        assertThat(score("{\"order\": \"same\"}", three, two).reward()).hasValue(0);
        assertThat(score("{\"order\": \"same\", \"extraCalls\": \"ignored\"}", three, two)
                        .reward())
                .hasValue(1);
        assertThat(score("{}", call("a", "") + call("a", ""), two).reward()).hasValue(0);
    }

    @Test
    void creditForRightToolsAndArgumentsIsDilutedByCallsThatWereNotExpected() {
        String credit = "{\"nameCredit\": 0.2, \"argumentCredit\": 0.4}";
        String half = call("book", "\"city\": \"Oslo\", \"nights\": 3");

        assertThat(score(credit, half, NOVA).components())
                .isEqualTo(Map.of("right", 0.0, "names", 0.2, "arguments", 0.2));
        assertThat(score(credit, half + call("book", "\"city\": \"Rome\""), NOVA)
                        .reward()
                        .orElseThrow())
                .isCloseTo(0.2, within(1e-12));
        assertThat(score(credit, call("cancel", "\"city\": \"Oslo\", \"nights\": 2"), NOVA)
                        .reward())
                .hasValue(0);
        assertThat(score(credit, call("book", "\"city\": \"Oslo\", \"nights\": 2"), NOVA)
                        .components())
                .isEqualTo(Map.of("right", 1.0, "names", 0.0, "arguments", 0.0));
    }

    @Test
    void thatNoToolIsCalledCanBeRight() {
        assertThat(score("{}", "Hello!", "{\"tool_called\": null}").reward()).hasValue(1);
        assertThat(score("{}", call("book", ""), "{\"tool_called\": null}").explanation())
                .isEqualTo("not expected: book{}");
        assertThat(score("{}", "Hello!", "Hello!").error())
                .hasValue("the reference calls no tool in a known form: Hello!");
    }

    @Test
    void withoutReferencesTheToolsOfTheRowDecide() {
        String tools =
                """
                {"tools": [{"type": "function", "function": {"name": "book", "parameters": {"type": "object",
                 "required": ["city"], "properties": {"city": {"type": "string"}}}}}]}""";

        assertThat(allowed(call("book", "\"city\": \"Oslo\""), tools).reward()).hasValue(1);
        assertThat(allowed(call("book", "\"city\": 4"), tools).explanation())
                .isEqualTo("book: /city: integer found, string expected");
        assertThat(allowed(call("fly", ""), tools).explanation()).isEqualTo("there is no tool fly");
        assertThat(allowed("Hello", tools).explanation()).isEqualTo("no tool is called");
        assertThat(RewardResult.attempt(() -> allowed("Hello", "{}")).error().orElseThrow())
                .contains("the row's metadata has no list of tools under tools");
    }

    @Test
    void tooMuchCreditIsRefused() {
        assertThat(RewardFunctions.problems(
                        RewardDefinition.ofJson("tool_call", "{\"nameCredit\": 0.6, \"argumentCredit\": 0.6}")))
                .extracting(Object::toString)
                .containsExactly("nameCredit: and argumentCredit are more than 1 together. Lower one of them");
    }

    private static String call(String name, String arguments) {
        return "<tool_call>{\"name\": \"" + name + "\", \"arguments\": {" + arguments + "}}</tool_call>";
    }

    private static RewardResult score(String parameters, String answer, String reference) {
        return Scoring.score("tool_call", parameters, answer, reference);
    }

    private static RewardResult allowed(String answer, String metadata) {
        return RewardFunctions.create(RewardDefinition.ofJson("tool_call", "{\"compare\": \"tools\"}"))
                .score(new RewardInput("[]", answer, Optional.empty(), Optional.of(metadata), "p", 0));
    }
}
