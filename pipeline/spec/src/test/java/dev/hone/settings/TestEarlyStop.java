package dev.hone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestEarlyStop {

    private final EarlyStop rule = new EarlyStop(2, 0);

    @Test
    void aRunThatImprovesIsNotStopped() {
        assertThat(rule.reason(accuracies(0.1, 0.2, 0.2, 0.3, 0.3))).isEmpty();
        assertThat(rule.reason(List.of())).isEmpty();
        assertThat(rule.reason(accuracies(0.1))).isEmpty();
    }

    @Test
    void aRunThatImprovesNoMoreIsStoppedWithTheReason() {
        assertThat(rule.reason(accuracies(0.1, 0.4, 0.3, 0.4)))
                .contains(
                        "stopped early after step 30: no improvement on validation in 2 evaluations since step 10 (40.0 %)");
        assertThat(rule.reason(accuracies(0.5, 0.4, 0.3)))
                .as("the start counts")
                .hasValueSatisfying(reason -> assertThat(reason).contains("since step 0 (50.0 %)"));
    }

    @Test
    void smallImprovementsDoNotCountWhereALeastOneIsAskedFor() {
        List<ValidationScore> creeping = accuracies(0.50, 0.51, 0.52);
        assertThat(rule.reason(creeping)).isEmpty();
        assertThat(new EarlyStop(2, 0.05).reason(creeping)).isPresent();
        assertThat(new EarlyStop(2, 0.05).reason(accuracies(0.50, 0.52, 0.56))).isEmpty();
    }

    @Test
    void withEqualAccuracyTheRewardDecides() {
        List<ValidationScore> rising = List.of(
                new ValidationScore(0, 0, 0.1), new ValidationScore(5, 0, 0.2), new ValidationScore(10, 0, 0.3));
        assertThat(rule.reason(rising)).isEmpty();
        List<ValidationScore> still = List.of(
                new ValidationScore(0, 0, 0.3), new ValidationScore(5, 0, 0.3), new ValidationScore(10, 0, 0.2));
        assertThat(rule.reason(still)).isPresent();
    }

    @Test
    void theBestIsTheEarliestAmongEquals() {
        assertThat(ValidationScore.best(accuracies(0.1, 0.4, 0.3, 0.4)))
                .map(ValidationScore::step)
                .contains(10);
        assertThat(ValidationScore.best(List.of(new ValidationScore(5, 0.4, 0.5), new ValidationScore(10, 0.4, 0.6))))
                .map(ValidationScore::step)
                .contains(10);
        assertThat(ValidationScore.best(List.of())).isEmpty();
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new EarlyStop(0, 0)).hasMessage("patience must be at least 1, got 0");
        assertThatThrownBy(() -> new EarlyStop(1, -1)).hasMessage("minDelta must be at least 0, got -1.0");
    }

    private static List<ValidationScore> accuracies(double... values) {
        List<ValidationScore> scores = new ArrayList<>();
        for (double value : values) {
            scores.add(new ValidationScore(10 * scores.size(), value, 0));
        }
        return scores;
    }
}
