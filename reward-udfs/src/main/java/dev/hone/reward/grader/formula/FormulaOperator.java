package dev.hone.reward.grader.formula;

import java.util.function.DoubleBinaryOperator;

/** What stands between two terms. Comparisons give 1 or 0. */
enum FormulaOperator {
    AT_MOST("<=", 0, (a, b) -> a <= b ? 1 : 0),
    AT_LEAST(">=", 0, (a, b) -> a >= b ? 1 : 0),
    EQUAL("==", 0, (a, b) -> a == b ? 1 : 0),
    DIFFERENT("!=", 0, (a, b) -> a != b ? 1 : 0),
    LESS("<", 0, (a, b) -> a < b ? 1 : 0),
    GREATER(">", 0, (a, b) -> a > b ? 1 : 0),
    PLUS("+", 1, (a, b) -> a + b),
    MINUS("-", 1, (a, b) -> a - b),
    TIMES("*", 2, (a, b) -> a * b),
    DIVIDED("/", 2, (a, b) -> a / b),
    POWER("^", 3, Math::pow);

    private final String sign;
    private final int level;

    @SuppressWarnings("ImmutableEnumChecker") // pure functions
    private final DoubleBinaryOperator value;

    FormulaOperator(String sign, int level, DoubleBinaryOperator value) {
        this.sign = sign;
        this.level = level;
        this.value = value;
    }

    /** How tightly it binds: 0 for comparisons, 1 for sums, 2 for products, 3 for powers. */
    int level() {
        return level;
    }

    double of(double a, double b) {
        return value.applyAsDouble(a, b);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return sign;
    }
}
