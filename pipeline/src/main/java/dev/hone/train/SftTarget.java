package dev.hone.train;

import dev.hone.table.PromptRow;
import java.util.Optional;

/** What a supervised warm start teaches. */
public enum SftTarget {
    /** The reference answer, JSON as it was written. */
    REFERENCE,
    /** The answer that the log recorded. */
    LOGGED;

    /** The answer to a prompt, where there is one. */
    Optional<String> of(PromptRow prompt) {
        return this == REFERENCE ? prompt.referenceAnswer() : prompt.loggedAnswer();
    }
}
