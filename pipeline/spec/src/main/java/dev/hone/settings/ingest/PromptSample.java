package dev.hone.settings.ingest;

/**
 * How many of the prompts are taken. Which ones follows from a hash of seed and prompt, so a repeated run takes the same ones.
 */
public sealed interface PromptSample {

    /** All of them. */
    record Everything() implements PromptSample {}

    /**
     * A number of prompts.
     *
     * @param prompts maximum number of prompts in the data set, at least 1, those of earlier runs included
     */
    record Count(int prompts) implements PromptSample {
        public Count {
            if (prompts < 1) {
                throw new IllegalArgumentException("count must be at least 1, got " + prompts);
            }
        }
    }

    /**
     * A share of the prompts.
     *
     * @param share expected share in (0, 1)
     */
    record Fraction(double share) implements PromptSample {
        public Fraction {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("fraction must be above 0 and below 1, got " + share);
            }
        }
    }
}
