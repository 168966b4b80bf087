package dev.hone.reward.grader.math;

/** A complex number in doubles. Only the real infinities are not finite. */
record Complex(double re, double im) implements Value {

    /** Two values that differ by less, relative to the larger, are equal: far above the rounding of doubles. */
    private static final double RELATIVE = 1e-9;

    /** What is left of terms that cancel, such as sin π. */
    private static final double ROUNDED_TO_ZERO = 1e-12;

    static final Complex I = new Complex(0, 1);

    static Complex real(double re) {
        return new Complex(re, 0);
    }

    @Override
    public Complex complex() {
        return this;
    }

    @Override
    public boolean isZero() {
        return re == 0 && im == 0;
    }

    boolean isFinite() {
        return Double.isFinite(re) && Double.isFinite(im);
    }

    double magnitude() {
        return Math.hypot(re, im);
    }

    Complex plus(Complex other) {
        return new Complex(re + other.re, im + other.im);
    }

    Complex times(Complex other) {
        return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    Complex dividedBy(Complex other) {
        double square = other.re * other.re + other.im * other.im;
        return new Complex((re * other.re + im * other.im) / square, (im * other.re - re * other.im) / square);
    }

    /** The principal logarithm. */
    Complex log() {
        return new Complex(Math.log(magnitude()), im == 0 && re > 0 ? 0 : Math.atan2(im, re));
    }

    Complex exp() {
        double scale = Math.exp(re);
        return im == 0 ? real(scale) : new Complex(scale * Math.cos(im), scale * Math.sin(im));
    }

    /** The real number that this is. */
    double asReal() {
        if (Math.abs(im) > RELATIVE * Math.abs(re)) {
            throw new UncomputableException("a real number is needed");
        }
        return re;
    }

    boolean isNear(Complex other) {
        if (!isFinite() || !other.isFinite()) {
            return equals(other);
        }
        if (isZero() || other.isZero()) {
            return plus(other).magnitude() <= ROUNDED_TO_ZERO;
        }
        double scale = Math.max(magnitude(), other.magnitude());
        return Math.hypot(re - other.re, im - other.im) <= RELATIVE * scale;
    }
}
