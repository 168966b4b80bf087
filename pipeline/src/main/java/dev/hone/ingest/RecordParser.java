package dev.hone.ingest;

/** Turns the text of one record into its outcome. One per task: not safe for use by several threads. */
interface RecordParser {

    RecordOutcome parse(String line) throws RecordRefused;

    /**
     * The parser of a source's records.
     *
     * @param offloaded bodies that log records name
     */
    static RecordParser of(PromptSource source, ParseSettings settings, OffloadedBodies offloaded) {
        String joinField = settings.joinField();
        boolean keepAnswers = settings.keepAnswers();
        return switch (source.format()) {
            case BEDROCK_INVOCATION_LOGS -> new LogRecordParser(joinField, keepAnswers, settings.filters(), offloaded);
            case CHAT_JSONL -> new ChatRowParser(joinField, keepAnswers);
            case GEMINI_JSONL -> new GeminiRowParser(joinField, keepAnswers);
            case OPENAI_JSONL -> table(PromptFamily.OPENAI_JSONL, source, settings);
            case VERL -> table(PromptFamily.VERL, source, settings);
            case TABLE -> table(PromptFamily.TABLE, source, settings);
        };
    }

    private static RecordParser table(PromptFamily family, PromptSource source, ParseSettings settings) {
        return new TableRowParser(family, source.columns(), settings.joinField(), settings.keepAnswers());
    }
}
