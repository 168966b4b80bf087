package dev.hone.ingest;

import java.io.Serializable;

/**
 * What the parsing on the executors needs.
 *
 * @param joinField top-level field that references are joined by; empty where there are none
 * @param keepAnswers whether logged answers are kept
 * @param maxRecordBytes a longer line is quarantined
 * @param maxPromptTokens a longer prompt is filtered
 */
record ParseSettings(
        String joinField,
        boolean keepAnswers,
        int maxRecordBytes,
        int maxPromptTokens,
        SplitFractions splits,
        PromptTokenCounter tokenCounter)
        implements Serializable {

    static ParseSettings of(IngestSettings settings, PromptTokenCounter tokenCounter) {
        return new ParseSettings(
                settings.references().map(ReferenceSource::key).orElse(""),
                settings.usePromptResponse(),
                IngestSettings.MAX_RECORD_BYTES,
                settings.maxPromptTokens(),
                settings.splits(),
                tokenCounter);
    }
}
