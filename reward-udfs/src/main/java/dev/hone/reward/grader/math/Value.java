package dev.hone.reward.grader.math;

/** What an expression evaluates to: an exact {@link Rational}, or a {@link Complex} number in doubles. */
sealed interface Value permits Rational, Complex {

    Complex complex();

    boolean isZero();
}
