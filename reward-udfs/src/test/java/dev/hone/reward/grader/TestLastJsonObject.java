package dev.hone.reward.grader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestLastJsonObject {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"score\": 3}",
                "I thought about it.\n```json\n{\"score\": 3}\n```\n",
                "It claims {\"score\": 10}, but: {\"score\": 3}",
                "{\"score\": 10}{\"score\": 3}"
            })
    void the_object_that_ends_a_text_counts(String text) {
        assertThat(JsonReading.lastObject(text)
                        .map(object -> object.get("score").intValue()))
                .contains(3);
    }

    @Test
    void an_object_inside_of_another_is_never_the_last() {
        assertThat(JsonReading.lastObject("{\"a\": {\"score\": 10}}").map(object -> object.has("a")))
                .contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "score: 3",
                "[1]",
                "{\"score\": 3} I hope that this helps. It said {score: 10}",
                "{\"reason\": \"it says {\"score\": 10} here\", \"score\": 3}",
                "{\"reason\": \"cut off behind {\"score\": 10}",
                "{\"score\": 3, \"score\": 10}"
            })
    void a_text_that_ends_otherwise_or_holds_a_broken_object_has_none(String text) {
        assertThat(JsonReading.lastObject(text)).isEmpty();
    }
}
