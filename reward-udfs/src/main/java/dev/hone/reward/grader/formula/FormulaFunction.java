package dev.hone.reward.grader.formula;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The functions of a formula: those of OpenAI's {@code calculate_output}. {@code log} is the natural logarithm. */
enum FormulaFunction {
    MIN(true, numbers -> Arrays.stream(numbers).min().getAsDouble()),
    MAX(true, numbers -> Arrays.stream(numbers).max().getAsDouble()),
    ABS(false, numbers -> Math.abs(numbers[0])),
    FLOOR(false, numbers -> Math.floor(numbers[0])),
    CEIL(false, numbers -> Math.ceil(numbers[0])),
    EXP(false, numbers -> Math.exp(numbers[0])),
    SQRT(false, numbers -> Math.sqrt(numbers[0])),
    LOG(false, numbers -> Math.log(numbers[0]));

    private final boolean takesMany;

    @SuppressWarnings("ImmutableEnumChecker") // pure functions
    private final ToDoubleFunction<double[]> value;

    FormulaFunction(boolean takesMany, ToDoubleFunction<double[]> value) {
        this.takesMany = takesMany;
        this.value = value;
    }

    static Optional<FormulaFunction> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.toString().equals(name))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(FormulaFunction::toString).collect(Collectors.joining(", "));
    }

    boolean takes(int count) {
        return count == 1 || (takesMany && count > 1);
    }

    double of(double... numbers) {
        return value.applyAsDouble(numbers);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
