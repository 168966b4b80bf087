package dev.hone.math.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestStopStrings {

    @Test
    void theTextIsCutBeforeTheStopStringThatComesFirst() {
        StopStrings stops = new StopStrings(List.of("\n\n", "END"), false);
        assertThat(stops.end("one END two\n\n")).hasValue(4);
        assertThat(stops.end("one\n\nEND")).hasValue(3);
        assertThat(stops.end("one\ntwo")).isEmpty();
    }

    @Test
    void aKeptStopStringIsTheLastOfTheText() {
        StopStrings stops = new StopStrings(List.of("}", "```"), true);
        assertThat(stops.end("{\"a\": 1} or so }")).hasValue(8);
        assertThat(stops.end("``` }")).hasValue(3);
    }

    @Test
    void noStopStringsNeverEndAText() {
        assertThat(StopStrings.NONE.end("")).isEmpty();
        assertThatThrownBy(() -> new StopStrings(List.of(""), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
    }
}
