package dev.hone.ingest.record;

import java.util.Locale;

/** Why a sound record is not wanted as a prompt. It stays in its source; the table {@code skipped_records} says where. */
public enum FilterReason {
    /** Longer than {@code maxPromptTokens}; never cut silently. */
    PROMPT_TOO_LONG("the prompt has more tokens than the limit"),
    FAILED_CALL("the call failed: errorCode is set"),
    NOT_TEXT_GENERATION("a call of an embedding, rerank, image or video model"),
    GUARDRAIL_INTERVENED("a guardrail stepped in (it also does so for mere masking)"),
    DELIVERY_CHECK("the line with which the service tests its permissions"),
    OTHER_METADATA("requestMetadataFilters do not hold"),
    OTHER_MODEL("modelId is none of modelIds"),
    OUTSIDE_TIME_RANGE("timestamp is outside of timeRange, or cannot be read"),
    NOT_SAMPLED("the sample does not hold this prompt");

    private final String meaning;

    FilterReason(String meaning) {
        this.meaning = meaning;
    }

    /** The code in the table, such as {@code prompt_too_long}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it says of the record. */
    public String meaning() {
        return meaning;
    }
}
