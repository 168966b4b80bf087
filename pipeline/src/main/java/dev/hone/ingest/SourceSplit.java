package dev.hone.ingest;

import dev.hone.table.Split;
import java.util.Locale;
import java.util.Optional;

/** Which split the prompts of a source are in. */
public enum SourceSplit {
    /** Each by its own hash, as the shares say. */
    BY_SHARES(Optional.empty()),
    TRAIN(Optional.of(Split.TRAIN)),
    VALIDATION(Optional.of(Split.VALIDATION)),
    TEST(Optional.of(Split.TEST));

    @SuppressWarnings("ImmutableEnumChecker") // an Optional of an enum is
    private final Optional<Split> split;

    SourceSplit(Optional<Split> split) {
        this.split = split;
    }

    /** The name in a job spec. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split of all its prompts, where the source says one. */
    Optional<Split> split() {
        return split;
    }

    /** Whether nothing of it may be learned from. */
    boolean isHeldOut() {
        return this == VALIDATION || this == TEST;
    }
}
