package dev.hone.reward.grader.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** The operations and functions of expressions. Rational operands give rational results wherever there is one. */
enum Operator {
    ADD(Operator::sum),
    MULTIPLY(Operator::product),
    DIVIDE(Operator::quotient),
    POWER(Operator::power),
    NEGATE(Operator::negated),
    ROOT((radicand, degree) -> power(radicand, quotient(Rational.ONE, degree))),
    LOG((number, base) -> checked(log(number).dividedBy(log(base)))),
    BINOMIAL(Operator::binomial),
    FACTORIAL(Operator::factorial),
    ABS(Operator::absolute),
    FLOOR(number -> new Rational(rational(number).floor(), BigInteger.ONE)),
    CEIL(number -> new Rational(rational(number).negated().floor(), BigInteger.ONE).negated()),
    LN(number -> checked(log(number))),
    EXP(number -> checked(number.complex().exp())),
    SIN(real(Math::sin)),
    COS(real(Math::cos)),
    TAN(real(Math::tan)),
    COT(real(x -> 1 / Math.tan(x))),
    SEC(real(x -> 1 / Math.cos(x))),
    CSC(real(x -> 1 / Math.sin(x))),
    ARCSIN(real(Math::asin)),
    ARCCOS(real(Math::acos)),
    ARCTAN(real(Math::atan)),
    SINH(real(Math::sinh)),
    COSH(real(Math::cosh)),
    TANH(real(Math::tanh));

    private static final int MAX_FACTORIAL = 500;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<List<Value>, Value> rule;

    Operator(Function<Value, Value> rule) {
        this.rule = operands -> rule.apply(operands.get(0));
    }

    Operator(BiFunction<Value, Value, Value> rule) {
        this.rule = operands -> rule.apply(operands.get(0), operands.get(1));
    }

    /** @throws UncomputableException if there is no value */
    Value of(List<Value> operands) {
        return rule.apply(operands);
    }

    private static Function<Value, Value> real(DoubleUnaryOperator function) {
        return number ->
                checked(Complex.real(function.applyAsDouble(number.complex().asReal())));
    }

    private static Value sum(Value a, Value b) {
        return a instanceof Rational p && b instanceof Rational q
                ? p.plus(q)
                : checked(a.complex().plus(b.complex()));
    }

    private static Value product(Value a, Value b) {
        return a instanceof Rational p && b instanceof Rational q
                ? p.times(q)
                : checked(a.complex().times(b.complex()));
    }

    private static Value quotient(Value a, Value b) {
        return a instanceof Rational p && b instanceof Rational q
                ? p.times(q.inverse())
                : checked(a.complex().dividedBy(b.complex()));
    }

    private static Value negated(Value number) {
        return number instanceof Rational rational
                ? rational.negated()
                : new Complex(-number.complex().re(), 0.0 - number.complex().im());
    }

    private static Value power(Value base, Value exponent) {
        if (base instanceof Rational b && exponent instanceof Rational e) {
            return rationalPower(b, e);
        }
        if (base.isZero()) {
            throw new UncomputableException("a power of zero");
        }
        if (exponent instanceof Rational e && e.isInteger() && e.numerator().bitLength() < 16) {
            return checked(integerPower(base.complex(), e.numerator().intValue()));
        }
        return nonzero(checked(log(base).times(exponent.complex()).exp()));
    }

    private static Value rationalPower(Rational base, Rational exponent) {
        if (exponent.numerator().bitLength() > 31 || exponent.denominator().bitLength() > 31) {
            throw new UncomputableException("an exponent that is too large");
        }
        int power = exponent.numerator().intValue();
        int degree = exponent.denominator().intValue();
        if (degree == 1) {
            return base.power(power);
        }
        if (base.root(degree).isPresent()) {
            return base.root(degree).get().power(power);
        }
        return nonzero(checked(log(base).times(exponent.complex()).exp()));
    }

    /** By squaring: closer than by logarithms. */
    private static Complex integerPower(Complex base, int exponent) {
        Complex result = Complex.real(1);
        Complex square = base;
        for (int left = Math.abs(exponent); left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = result.times(square);
            }
            square = square.times(square);
        }
        return nonzero(exponent < 0 ? Complex.real(1).dividedBy(result) : result);
    }

    private static Complex log(Value number) {
        if (number.isZero()) {
            throw new UncomputableException("the logarithm of zero");
        }
        return number.complex().log();
    }

    private static Value absolute(Value number) {
        return number instanceof Rational rational
                ? new Rational(rational.numerator().abs(), rational.denominator())
                : Complex.real(number.complex().magnitude());
    }

    private static Value factorial(Value number) {
        int n = smallInteger(number, MAX_FACTORIAL);
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return new Rational(product, BigInteger.ONE);
    }

    private static Value binomial(Value above, Value below) {
        int n = smallInteger(above, MAX_FACTORIAL);
        int k = smallInteger(below, MAX_FACTORIAL);
        BigInteger product = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return new Rational(k > n ? BigInteger.ZERO : product, BigInteger.ONE);
    }

    private static int smallInteger(Value number, int greatest) {
        Rational rational = rational(number);
        if (!rational.isInteger()
                || rational.numerator().signum() < 0
                || rational.numerator().compareTo(BigInteger.valueOf(greatest)) > 0) {
            throw new UncomputableException("an integer from 0 to " + greatest + " is needed");
        }
        return rational.numerator().intValue();
    }

    private static Rational rational(Value number) {
        if (number instanceof Rational rational) {
            return rational;
        }
        double real = number.complex().asReal();
        if (Math.abs(real) > 1e15) {
            throw new UncomputableException("a rational number is needed");
        }
        return Rational.of(new BigDecimal(real));
    }

    private static Complex nonzero(Complex number) {
        if (number.isZero()) {
            throw new UncomputableException("a number beyond the range of doubles");
        }
        return number;
    }

    private static Complex checked(Complex number) {
        if (!number.isFinite()) {
            throw new UncomputableException("no finite number");
        }
        return number;
    }
}
