package dev.hone.ingest.file;

import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.ArrayList;
import java.util.List;

/** Splits one record of a CSV file into its fields, by RFC 4180 to the letter: what is not quoted as it says is refused. */
final class CsvFields {

    private static final char QUOTE = '"';

    private final String record;
    private final char delimiter;
    private final List<String> fields = new ArrayList<>();
    private int at;

    private CsvFields(String record, char delimiter) {
        this.record = record;
        this.delimiter = delimiter;
    }

    /** The fields of a record, at least one. */
    static List<String> of(String record, char delimiter) throws RecordRefused {
        CsvFields split = new CsvFields(record, delimiter);
        boolean more = true;
        while (more) {
            split.fields.add(split.startsQuoted() ? split.quoted() : split.plain());
            more = split.at < record.length();
            split.at++;
        }
        return split.fields;
    }

    private boolean startsQuoted() {
        return at < record.length() && record.charAt(at) == QUOTE;
    }

    /** The field up to the next delimiter. */
    private String plain() throws RecordRefused {
        int end = record.indexOf(delimiter, at);
        String field = record.substring(at, end < 0 ? record.length() : end);
        if (field.indexOf(QUOTE) >= 0) {
            throw refused("a quote inside a field that is not quoted");
        }
        at = end < 0 ? record.length() : end;
        return field;
    }

    /** The field between two quotes; two quotes inside it stand for one. */
    private String quoted() throws RecordRefused {
        StringBuilder field = new StringBuilder();
        int end = record.indexOf(QUOTE, at + 1);
        int start = at + 1;
        while (end >= 0 && end + 1 < record.length() && record.charAt(end + 1) == QUOTE) {
            field.append(record, start, end + 1);
            start = end + 2;
            end = record.indexOf(QUOTE, start);
        }
        if (end < 0) {
            throw refused("a quoted field has no end");
        }
        at = end + 1;
        if (at < record.length() && record.charAt(at) != delimiter) {
            throw refused("text behind a quoted field");
        }
        return field.append(record, start, end).toString();
    }

    private RecordRefused refused(String problem) {
        return new RecordRefused(QuarantineReason.INVALID_CSV, "field " + (fields.size() + 1) + ": " + problem);
    }
}
