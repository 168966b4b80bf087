package dev.hone.check;

import java.util.List;
import java.util.Locale;

/** Whether a reward may train, the best first. */
public enum Fitness {
    FIT,
    /** It may train, and deserves a look. */
    RISKY,
    /** It would teach something else than what it is meant for, or nothing. */
    UNFIT;

    /** What findings amount to: the worst of them. */
    public static Fitness of(List<Finding> findings) {
        return findings.stream().map(Finding::fitness).max(Enum::compareTo).orElse(FIT);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
