package dev.hone.math.objective;

import dev.hone.math.loss.Correction;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The corrections for the mismatch of trainer and sampler by name, rho = pi_old / pi_sampler, with the usual limits. */
public enum CorrectionKind {
    /** No correction. */
    NONE(Optional.empty(), 0, 0),
    /** Truncated importance sampling: each token's rho, limited to the range. */
    TIS(Optional.of(Correction.Kind.TOKEN_TRUNCATE), 0, 2),
    /** Masked importance sampling: each token's rho, 0 outside the range. */
    MIS(Optional.of(Correction.Kind.TOKEN_MASK), 0, 3),
    /** The same with a limit on both sides, arXiv:2510.18855. */
    ICEPOP(Optional.of(Correction.Kind.TOKEN_MASK), 0.5, 5),
    /** The product of rho over the completion, limited to the range. */
    SEQUENCE_TRUNCATE(Optional.of(Correction.Kind.SEQUENCE_TRUNCATE), 0, 3),
    /** The product of rho over the completion, 0 outside the range; TRL's default. */
    SEQUENCE_MASK(Optional.of(Correction.Kind.SEQUENCE_MASK), 0, 3),
    /** The geometric mean of rho over the completion, limited to the range. */
    GEOMETRIC_TRUNCATE(Optional.of(Correction.Kind.GEOMETRIC_TRUNCATE), 0, 2),
    /** The geometric mean of rho over the completion, 0 outside the range. */
    GEOMETRIC_MASK(Optional.of(Correction.Kind.GEOMETRIC_MASK), 0, 2);

    private final Optional<Correction.Kind> kind;
    private final double usualMin;
    private final double usualMax;

    CorrectionKind(Optional<Correction.Kind> kind, double usualMin, double usualMax) {
        this.kind = kind;
        this.usualMin = usualMin;
        this.usualMax = usualMax;
    }

    /** The word in a specification, such as {@code icepop}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The usual least rho; 0 for none. */
    public double usualMin() {
        return usualMin;
    }

    /** The usual greatest rho. */
    public double usualMax() {
        return usualMax;
    }

    /** Whether each token has a weight of its own. */
    public boolean perToken() {
        return this == TIS || this == MIS || this == ICEPOP;
    }

    /** The correction with the usual limits. */
    public Optional<Correction> usual() {
        return correction(usualMin, usualMax);
    }

    /**
     * The correction with these limits.
     *
     * @param min least rho, 0 for none
     */
    public Optional<Correction> correction(double min, double max) {
        OptionalDouble lowest = min > 0 ? OptionalDouble.of(min) : OptionalDouble.empty();
        return kind.map(found -> new Correction(found, lowest, max));
    }
}
