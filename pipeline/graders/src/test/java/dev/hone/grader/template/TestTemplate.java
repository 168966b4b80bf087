package dev.hone.grader.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class TestTemplate {

    @Test
    void puts_values_in_at_any_depth() {
        Template template = new Template(
                "{{prompt}} / {{ metadata.topic }} / {{item.choices[1].text}} / {{item.count}}{{item.tags}}");

        assertThat(
                        template.render(
                                values(
                                        """
                        {"prompt": "Why?", "metadata": {"topic": "tea"},
                         "item": {"choices": [{"text": "A"}, {"text": "B"}], "count": 3, "tags": ["x", true]}}""")))
                .isEqualTo("Why? / tea / B / 3[\"x\",true]");
        assertThat(template.variables())
                .containsExactly("prompt", "metadata.topic", "item.choices[1].text", "item.count", "item.tags");
    }

    @Test
    void never_looks_for_variables_in_a_value() {
        assertThat(new Template("{{completion}}")
                        .render(values("{\"completion\": \"{{reference}} $1 \\\\\", \"reference\": \"secret\"}")))
                .isEqualTo("{{reference}} $1 \\");
    }

    @Test
    void a_text_without_variables_stays_as_it_is() {
        String json = "{\"a\": {\"b\": 1}}";
        assertThat(new Template(json).render(values("{}"))).isEqualTo(json);
    }

    @Test
    void names_the_nearest_variable_where_one_is_unknown() {
        assertThatThrownBy(
                        () -> new Template("{{refrence}}").render(values("{\"reference\": \"x\", \"prompt\": \"y\"}")))
                .isInstanceOf(UnknownVariableException.class)
                .hasMessage("the row has no value for {{refrence}}. Did you mean reference?");
        assertThatThrownBy(() -> new Template("{{item.anwser}}").render(values("{\"item\": {\"answer\": 1}}")))
                .hasMessage("the row has no value for {{item.anwser}}: there is no anwser in item. "
                        + "Did you mean item.answer?");
        assertThatThrownBy(() -> new Template("{{item.tags[2]}}").render(values("{\"item\": {\"tags\": []}}")))
                .hasMessage("the row has no value for {{item.tags[2]}}: there is no [2] in item.tags");
    }

    @Test
    void a_value_that_is_null_is_no_value() {
        assertThatThrownBy(() -> new Template("{{context}}").render(values("{\"context\": null}")))
                .isInstanceOfSatisfying(UnknownVariableException.class, e -> assertThat(e.variable())
                        .isEqualTo("context"));
    }

    @Test
    void refuses_braces_that_name_nothing() {
        assertThatThrownBy(() -> new Template("{{}}")).hasMessageContaining("names no variable");
        assertThatThrownBy(() -> new Template("{{a..b}}")).hasMessageContaining("names no variable");
        assertThatThrownBy(() -> new Template("first\n see {{prompt\nlast"))
                .hasMessage("{{ without a name and }} in the line: see {{prompt");
    }

    private static ObjectNode values(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
