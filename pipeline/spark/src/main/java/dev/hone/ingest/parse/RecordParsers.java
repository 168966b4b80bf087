package dev.hone.ingest.parse;

import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.family.TableRowParser;
import dev.hone.ingest.family.gemini.GeminiRowParser;
import dev.hone.ingest.family.openai.ChatRowParser;
import dev.hone.ingest.log.LogRecordParser;
import dev.hone.ingest.log.OffloadedBodies;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import java.util.Locale;

/** Finds the parser for the records of a source. */
public final class RecordParsers {

    private RecordParsers() {}

    /**
     * The parser of a source's records.
     *
     * @param offloaded bodies that log records name
     */
    public static RecordParser of(PromptSource source, ParseSettings settings, OffloadedBodies offloaded) {
        String joinField = settings.joinField();
        boolean keepAnswers = settings.keepAnswers();
        return switch (source.format()) {
            case BEDROCK_INVOCATION_LOGS -> new LogRecordParser(joinField, keepAnswers, settings.filters(), offloaded);
            case CHAT_JSONL -> new ChatRowParser(joinField, keepAnswers);
            case GEMINI_JSONL -> new GeminiRowParser(joinField, keepAnswers);
            case OPENAI_JSONL, VERL, TABLE ->
                new TableRowParser(family(source.format()), source.columns(), joinField, keepAnswers);
        };
    }

    /** The name of a format in counts. */
    private static String family(SourceFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
