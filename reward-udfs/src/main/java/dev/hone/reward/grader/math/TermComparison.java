package dev.hone.reward.grader.math;

import dev.hone.reward.grader.NumberTolerance;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether two terms are equal. Without variables their values are compared: rational ones exactly. With variables both are evaluated at
 * rational points that are the same each time; terms that agree at all of them are equal.
 *
 * @param tolerance for numbers, besides equality
 */
record TermComparison(NumberTolerance tolerance) {

    private static final int POINTS = 8;
    private static final int NEEDED_POINTS = 4;

    /** From so many decimals on a decimal number stands for a number that has no finite decimals, where it is that number rounded. */
    private static final int ROUNDED_DECIMALS = 6;

    private static final int DOUBLE_DECIMALS = 15;

    /** @throws UncomputableException if one of them has no value */
    boolean equal(Expression expected, Expression given) {
        Set<String> variables = new TreeSet<>();
        expected.collectVariables(variables);
        given.collectVariables(variables);
        if (!variables.isEmpty()) {
            return agree(expected, given, variables, false);
        }
        Value a = expected.at(Map.of());
        Value b = given.at(Map.of());
        return same(a, b) || isRounded(expected, b) || isRounded(given, a) || isTolerated(a, b);
    }

    /** Whether one is a multiple of the other by a number that is not 0; for the sides of equations, brought together. */
    boolean proportional(Expression expected, Expression given) {
        Set<String> variables = new TreeSet<>();
        expected.collectVariables(variables);
        given.collectVariables(variables);
        return agree(expected, given, variables, true);
    }

    private static boolean agree(Expression expected, Expression given, Set<String> variables, boolean ratio) {
        Random random = new Random(7);
        int points = 0;
        Value quotient = Rational.ZERO;
        for (int i = 0; i < POINTS; i++) {
            Map<String, Value> at = point(variables, random);
            Value a;
            Value b;
            try {
                a = expected.at(at);
                b = given.at(at);
            } catch (UncomputableException elsewhere) {
                continue;
            }
            if (ratio && (a.isZero() || b.isZero())) {
                return false;
            }
            Value here = ratio ? Operator.DIVIDE.of(List.of(a, b)) : Rational.ONE;
            if (ratio ? points > 0 && !same(quotient, here) : !same(a, b)) {
                return false;
            }
            quotient = here;
            points++;
        }
        if (points < NEEDED_POINTS) {
            throw new UncomputableException("a term without values");
        }
        return true;
    }

    private static Map<String, Value> point(Set<String> variables, Random random) {
        Map<String, Value> point = new HashMap<>();
        for (String name : variables) {
            int sign = random.nextBoolean() ? 1 : -1;
            Rational denominator = Rational.of(7L + random.nextInt(10));
            point.put(name, Rational.of((3L + random.nextInt(40)) * sign).times(denominator.inverse()));
        }
        return point;
    }

    private static boolean same(Value a, Value b) {
        return (a instanceof Rational && b instanceof Rational)
                ? a.equals(b)
                : a.complex().isNear(b.complex());
    }

    private static boolean isRounded(Expression written, Value exact) {
        if (!(written instanceof Expression.Literal literal)
                || literal.decimals() < ROUNDED_DECIMALS
                || (exact instanceof Rational rational && rational.isFiniteDecimal())) {
            return false;
        }
        double half = 0.5 * Math.pow(10, -Math.min(literal.decimals(), DOUBLE_DECIMALS));
        Complex difference =
                exact.complex().plus(Complex.real(-literal.value().complex().re()));
        return difference.magnitude() <= half * (1 + 1e-6);
    }

    private boolean isTolerated(Value expected, Value given) {
        Complex a = expected.complex();
        Complex b = given.complex();
        boolean exact =
                tolerance.absolute().signum() == 0 && tolerance.relative().signum() == 0;
        return !exact // doubles that are equal may stand for numbers that are not
                && a.im() == 0
                && b.im() == 0
                && a.isFinite()
                && b.isFinite()
                && tolerance.accepts(BigDecimal.valueOf(b.re()), BigDecimal.valueOf(a.re()));
    }
}
