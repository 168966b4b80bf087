package dev.hone.serving.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.schema.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestLengthBars {

    @Test
    void theWidthIsTheLeastRoundOneWithWhichTheBarsReachTheLongest() {
        assertThat(LengthBars.width(23)).isEqualTo(1);
        assertThat(LengthBars.width(24)).isEqualTo(2);
        assertThat(LengthBars.width(48)).isEqualTo(5);
        assertThat(LengthBars.width(138)).isEqualTo(10);
        assertThat(LengthBars.width(4_096)).isEqualTo(200);
    }

    @Test
    void eachLengthFallsIntoTheBarThatBeginsAtOrBelowIt() {
        DataSummary.OfSplit bars = LengthBars.of(Split.TEST, List.of(0, 9, 10, 25), 10, 31, List.of());
        assertThat(bars.lengths()).containsExactly(2, 1, 1, 0);
        assertThat(bars.meanTokens()).isEqualTo(11);
        assertThat(bars.maxTokens()).isEqualTo(25);
    }
}
