package dev.hone.ingest;

import java.util.Locale;

/** Why a sound record is not wanted as a prompt. It is counted and not stored; it stays in its source. */
public enum FilterReason {
    /** Longer than {@code maxPromptTokens}; never cut silently. */
    PROMPT_TOO_LONG,
    /** The call failed ({@code errorCode} is set). */
    FAILED_CALL,
    /** A call of an embedding, rerank or image model. */
    NOT_TEXT_GENERATION,
    /** A guardrail stepped in. */
    GUARDRAIL_INTERVENED,
    /** The line that the logging service writes to test its permissions. */
    DELIVERY_CHECK;

    /** The code in counts, such as {@code prompt_too_long}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
