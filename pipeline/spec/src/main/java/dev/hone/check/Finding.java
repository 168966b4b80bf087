package dev.hone.check;

import static java.util.Objects.requireNonNull;

/**
 * Something that a rule found.
 *
 * @param fitness what it makes of the reward: risky or unfit
 * @param why what was seen, with its figures
 * @param fix what to do about it
 */
public record Finding(Fitness fitness, String why, String fix) {

    public Finding {
        requireNonNull(why, "why");
        requireNonNull(fix, "fix");
        if (fitness == Fitness.FIT) {
            throw new IllegalArgumentException("a finding makes a reward risky or unfit");
        }
    }

    static Finding risky(String why, String fix) {
        return new Finding(Fitness.RISKY, why, fix);
    }

    static Finding unfit(String why, String fix) {
        return new Finding(Fitness.UNFIT, why, fix);
    }

    /** Both in one line. */
    public String text() {
        return why + ". " + fix;
    }
}
