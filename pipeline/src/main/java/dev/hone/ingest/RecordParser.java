package dev.hone.ingest;

/** Turns the text of one record into its outcome. One per task: not safe for use by several threads. */
interface RecordParser {

    RecordOutcome parse(String line) throws RecordRefused;

    /**
     * The parser of a format.
     *
     * @param joinField top-level field that references are joined by; empty where there are none
     * @param keepAnswers whether logged answers are kept
     * @param filters which calls of a log are wanted
     */
    static RecordParser of(SourceFormat format, String joinField, boolean keepAnswers, LogFilters filters) {
        return switch (format) {
            case BEDROCK_INVOCATION_LOGS -> new LogRecordParser(joinField, keepAnswers, filters);
            case CHAT_JSONL -> new ChatRowParser(joinField, keepAnswers);
        };
    }
}
