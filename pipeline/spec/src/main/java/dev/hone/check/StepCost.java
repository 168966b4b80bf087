package dev.hone.check;

import dev.hone.reward.RewardResult;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What scoring costs, and what it would cost in a step of the training.
 *
 * @param rows answers that were scored for the measurement, at least one
 * @param seconds time that these took, all together
 * @param rowsOfAStep prompts of a step times samples
 * @param microUsdPerRow mean of the answers whose cost is known; empty where none is
 * @param latencyMillis mean time that whoever was asked took; empty where nobody was
 */
public record StepCost(
        int rows, double seconds, int rowsOfAStep, OptionalDouble microUsdPerRow, OptionalDouble latencyMillis) {

    public static StepCost of(Collection<RewardResult> results, double seconds, int rowsOfAStep) {
        return new StepCost(
                results.size(),
                seconds,
                rowsOfAStep,
                mean(results.stream().map(RewardResult::costMicroUsd).toList()),
                mean(results.stream().map(RewardResult::latencyMillis).toList()));
    }

    private static OptionalDouble mean(Collection<OptionalLong> values) {
        return values.stream().flatMapToLong(OptionalLong::stream).average();
    }

    double millisPerRow() {
        return 1000 * seconds / rows;
    }

    /** Seconds that a step would take to score. */
    public double secondsOfAStep() {
        return seconds / rows * rowsOfAStep;
    }

    /** Dollars that the measurement cost; empty where that is not known. */
    OptionalDouble usd() {
        return usd(rows);
    }

    /** Dollars that a step would cost; empty where that is not known. */
    public OptionalDouble usdOfAStep() {
        return usd(rowsOfAStep);
    }

    private OptionalDouble usd(int ofRows) {
        return microUsdPerRow.isPresent()
                ? OptionalDouble.of(microUsdPerRow.getAsDouble() * ofRows / 1e6)
                : OptionalDouble.empty();
    }

    /** In one line. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,.2f ms a row (%,.0f rows/s); a step of %,d rows takes %,.2f s",
                millisPerRow(),
                rows / seconds,
                rowsOfAStep,
                secondsOfAStep()));
        latencyMillis.ifPresent(
                millis -> text.append(String.format(Locale.ROOT, "; who is asked takes %,.0f ms", millis)));
        usdOfAStep().ifPresent(usd -> text.append(String.format(Locale.ROOT, " and costs $%.4f", usd)));
        return text.toString();
    }
}
