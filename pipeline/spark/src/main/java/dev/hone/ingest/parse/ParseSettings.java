package dev.hone.ingest.parse;

import dev.hone.ingest.record.JsonRecord;
import dev.hone.redact.Redaction;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.SplitFractions;
import java.io.Serializable;
import java.util.List;

/**
 * What the parsing on the executors needs.
 *
 * @param joinField top-level field that references are joined by; empty where there are none
 * @param keepAnswers whether logged answers are kept
 * @param maxRecordBytes a longer line is quarantined
 * @param maxPromptTokens a longer prompt is filtered
 * @param filters which calls of a log are wanted
 * @param redaction what is replaced by marks
 * @param bodiesFrom places beside a log's own that offloaded bodies may be read from
 */
public record ParseSettings(
        String joinField,
        boolean keepAnswers,
        int maxRecordBytes,
        int maxPromptTokens,
        SplitFractions splits,
        PromptTokenCounter tokenCounter,
        LogFilters filters,
        Redaction redaction,
        List<String> bodiesFrom)
        implements Serializable {

    /** Settings that take every record as it is. */
    public ParseSettings(
            String joinField,
            boolean keepAnswers,
            int maxRecordBytes,
            int maxPromptTokens,
            SplitFractions splits,
            PromptTokenCounter tokenCounter) {
        this(
                joinField,
                keepAnswers,
                maxRecordBytes,
                maxPromptTokens,
                splits,
                tokenCounter,
                LogFilters.NONE,
                Redaction.NONE,
                List.of());
    }

    public static ParseSettings of(IngestSettings settings, PromptTokenCounter tokenCounter) {
        return new ParseSettings(
                settings.references().map(ReferenceSource::key).orElse(""),
                settings.usePromptResponse(),
                JsonRecord.MAX_BYTES,
                settings.maxPromptTokens(),
                settings.splits(),
                tokenCounter,
                settings.choices().filters(),
                settings.choices().redaction(),
                settings.bodiesFrom());
    }
}
