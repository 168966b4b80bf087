package dev.hone.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestRewardResult {

    @Test
    void aResultHasEitherARewardOrAnError() {
        assertThatThrownBy(() -> new RewardResult(
                        OptionalDouble.empty(), Map.of(), Map.of(), Optional.empty(), "", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a result has either a reward or an error, got neither");
        assertThatThrownBy(() -> new RewardResult(
                        OptionalDouble.of(1), Map.of(), Map.of(), Optional.empty(), "", Optional.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a result has either a reward or an error, got both");
    }

    @Test
    void aRewardThatIsNotFiniteIsAnError() {
        assertThat(RewardResult.of(Double.NaN).finite().error())
                .contains("the reward is NaN: a reward must be a finite number");
        assertThat(RewardResult.of(Double.POSITIVE_INFINITY).finite().reward()).isEmpty();
    }

    @Test
    void componentsThatAreNotFiniteAreLeftOutAndNamed() {
        RewardResult result = RewardResult.of(1, true, "fine")
                .withComponents(Map.of("a", 1.0, "b", Double.NaN))
                .finite();

        assertThat(result.components()).containsOnlyKeys("a");
        assertThat(result.explanation()).isEqualTo("fine; left out, not finite: {b=NaN}");
    }

    @Test
    void whatAVerdictCostIsKnownEvenWhereItCannotBeRead() {
        RewardResult paid = RewardResult.of(Double.NaN).withCostMicroUsd(12).withLatencyMillis(3);

        assertThat(paid.finite().error()).isPresent();
        assertThat(paid.finite().costMicroUsd()).hasValue(12);
        assertThat(paid.finite().latencyMillis()).hasValue(3);
        assertThatThrownBy(() -> paid.withCostMicroUsd(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("costMicroUsd must be at least 0, got -1");
    }

    @Test
    void aStackOverflowIsAFailedRow() {
        assertThat(RewardResult.attempt(() -> RewardResult.of(endless(0))).error())
                .get()
                .asString()
                .startsWith("java.lang.StackOverflowError");
    }

    @Test
    void anEndlessMessageIsShortened() {
        RewardResult result = RewardResult.attempt(() -> {
            throw new IllegalStateException("x".repeat(100_000));
        });

        assertThat(result.error().orElseThrow()).hasSizeLessThan(1_500).contains("(100000 characters)");
    }

    @Test
    void inputsResultsAndDefinitionsTravelBetweenProcesses() throws IOException, ClassNotFoundException {
        RewardResult full = RewardResult.of(0.5, false, "half")
                .withComponents(Map.of("a", 0.5))
                .withMetrics(Map.of("words", 3.0))
                .withCostMicroUsd(120)
                .withLatencyMillis(340);
        RewardInput input = new RewardInput("[]", "text", Optional.of("reference"), Optional.empty(), "prompt", 7);
        RewardDefinition definition = new RewardDefinition("class", Map.of("parameters", Map.of("list", List.of(1))));

        assertThat(travelled(full)).isEqualTo(full);
        assertThat(travelled(RewardResult.failed("no"))).isEqualTo(RewardResult.failed("no"));
        assertThat(travelled(input)).isEqualTo(input);
        CompletionGroup group = new CompletionGroup(List.of(input));
        assertThat(travelled(group)).isEqualTo(group);
        assertThat(travelled(definition)).isEqualTo(definition);
    }

    private static double endless(double x) {
        return x < 0 ? x : endless(x + 1) + 1;
    }

    private static Object travelled(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
