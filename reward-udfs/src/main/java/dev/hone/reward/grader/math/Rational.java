package dev.hone.reward.grader.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/** An exact fraction in lowest terms. Beyond {@value #MAX_BITS} bits there is none. */
record Rational(BigInteger numerator, BigInteger denominator) implements Value {

    static final int MAX_BITS = 4_096;

    static final Rational ZERO = of(0);
    static final Rational ONE = of(1);

    Rational {
        if (denominator.signum() == 0) {
            throw new UncomputableException("division by zero");
        }
        BigInteger divisor = numerator.gcd(denominator).multiply(BigInteger.valueOf(denominator.signum()));
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
        if (numerator.bitLength() > MAX_BITS || denominator.bitLength() > MAX_BITS) {
            throw new UncomputableException("a number of more than " + MAX_BITS + " bits");
        }
    }

    static Rational of(long number) {
        return new Rational(BigInteger.valueOf(number), BigInteger.ONE);
    }

    /** A decimal number; digits and exponent are to be short. */
    static Rational of(BigDecimal number) {
        return number.scale() <= 0
                ? new Rational(number.toBigIntegerExact(), BigInteger.ONE)
                : new Rational(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
    }

    @Override
    public Complex complex() {
        double value = new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
                .doubleValue();
        if (!Double.isFinite(value) || (value == 0 && numerator.signum() != 0)) {
            throw new UncomputableException("a number beyond the range of doubles");
        }
        return Complex.real(value);
    }

    @Override
    public boolean isZero() {
        return numerator.signum() == 0;
    }

    boolean isInteger() {
        return denominator.equals(BigInteger.ONE);
    }

    /** Whether it can be written as a decimal number without rounding: its denominator has no prime factors but 2 and 5. */
    boolean isFiniteDecimal() {
        BigInteger rest = denominator.shiftRight(denominator.getLowestSetBit());
        BigInteger five = BigInteger.valueOf(5);
        while (rest.mod(five).signum() == 0) {
            rest = rest.divide(five);
        }
        return rest.equals(BigInteger.ONE);
    }

    Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Rational inverse() {
        return new Rational(denominator, numerator);
    }

    int compareTo(Rational other) {
        return plus(other.negated()).numerator.signum();
    }

    /** This to an integer power. */
    Rational power(int exponent) {
        long bits = Math.max(numerator.bitLength(), denominator.bitLength());
        boolean unit = numerator.abs().bitLength() <= 1 && isInteger();
        if (!unit && (bits - 1) * Math.abs((long) exponent) > MAX_BITS) {
            throw new UncomputableException("a number of more than " + MAX_BITS + " bits");
        }
        if (unit) {
            return exponent < 0 && isZero() ? inverse() : unitPower(exponent);
        }
        Rational base = exponent < 0 ? inverse() : this;
        return new Rational(base.numerator.pow(Math.abs(exponent)), base.denominator.pow(Math.abs(exponent)));
    }

    private Rational unitPower(int exponent) {
        return exponent == 0 || (numerator.signum() < 0 && exponent % 2 == 0) ? ONE : this;
    }

    /** The exact {@code degree}-th root, where it is rational; of negative numbers for odd degrees only. */
    Optional<Rational> root(int degree) {
        if (degree < 1 || degree > 64 || (numerator.signum() < 0 && degree % 2 == 0)) {
            return Optional.empty();
        }
        BigInteger top = integerRoot(numerator.abs(), degree);
        BigInteger bottom = integerRoot(denominator, degree);
        if (!top.pow(degree).equals(numerator.abs()) || !bottom.pow(degree).equals(denominator)) {
            return Optional.empty();
        }
        return Optional.of(new Rational(numerator.signum() < 0 ? top.negate() : top, bottom));
    }

    /** The greatest integer whose power is at most {@code number}, by bisection. */
    private static BigInteger integerRoot(BigInteger number, int degree) {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = BigInteger.ONE.shiftLeft(number.bitLength() / degree + 1);
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (middle.pow(degree).compareTo(number) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }
}
