package dev.hone.settings.ingest;

import dev.hone.schema.Split;
import java.util.Locale;
import java.util.Optional;

/** Which split the prompts of a source are in. */
public enum SourceSplit {
    /** Each by its own hash, as the shares say. */
    BY_SHARES(Optional.empty(), 3),
    TRAIN(Optional.of(Split.TRAIN), 2),
    VALIDATION(Optional.of(Split.VALIDATION), 1),
    TEST(Optional.of(Split.TEST), 0);

    @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum is
    private final Optional<Split> split;

    private final int precedence;

    SourceSplit(Optional<Split> split, int precedence) {
        this.split = split;
        this.precedence = precedence;
    }

    /** The name in a job spec. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split of all its prompts, where the source says one. */
    public Optional<Split> split() {
        return split;
    }

    /** Of equal prompts that of the source with the least number is kept. */
    public int precedence() {
        return precedence;
    }

    /** Whether nothing of it may be learned from. */
    public boolean isHeldOut() {
        return this == VALIDATION || this == TEST;
    }
}
