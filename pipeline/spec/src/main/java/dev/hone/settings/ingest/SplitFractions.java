package dev.hone.settings.ingest;

import dev.hone.schema.Split;
import java.io.Serializable;

/**
 * Shares of the prompts that train, choose checkpoints and report. The split of a prompt is a function of its normalised messages and of
 * these fractions alone, so it stays the same when data grows, and no prompt is in two splits.
 *
 * @param train share in (0, 1]
 * @param validation share in [0, 1)
 * @param test share in [0, 1)
 */
public record SplitFractions(double train, double validation, double test) implements Serializable {

    private static final double TOLERANCE = 1e-9;
    /** 13 hexadecimal digits: 52 bits, which a double holds exactly. */
    private static final int HASH_DIGITS = 13;

    private static final double HASH_RANGE = Math.pow(16, HASH_DIGITS);

    public SplitFractions {
        if (!(train > 0 && validation >= 0 && test >= 0)) {
            throw new IllegalArgumentException("splits must not be negative, and train must be above 0, got train "
                    + train + ", validation " + validation + ", test " + test);
        }
        if (!(Math.abs(train + validation + test - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("splits must add up to 1, got train " + train + ", validation "
                    + validation + ", test " + test + "; one that is not named has its default");
        }
    }

    /** The split of a prompt. */
    public Split splitOf(String hexadecimalHash) {
        double position = Long.parseLong(hexadecimalHash.substring(0, HASH_DIGITS), 16) / HASH_RANGE;
        if (position < test) {
            return Split.TEST;
        }
        return position < test + validation ? Split.VALIDATION : Split.TRAIN;
    }
}
