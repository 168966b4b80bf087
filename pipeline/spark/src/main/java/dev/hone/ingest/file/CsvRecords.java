package dev.hone.ingest.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rows of a CSV file whose first row names the columns, each as a JSON object of texts. A quoted field may hold line ends. Where
 * quotes do not fit together only the line that begins the row is refused, and the next line begins another. Names that hold semicolons and
 * no comma are separated by semicolons, as spreadsheets write where the comma is the decimal mark, and so are the rows.
 */
final class CsvRecords implements Records {

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private final Lookahead lines;
    private char delimiter;
    private final int maxRecordBytes;
    private Optional<List<String>> names = Optional.empty();

    CsvRecords(Records lines, char delimiter, int maxRecordBytes) {
        this.lines = new Lookahead(lines);
        this.delimiter = delimiter;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public Optional<Records.Found> next() {
        Optional<Records.Found> line = lines.next();
        if (line.isPresent() && names.isEmpty()) {
            Optional<Records.Found> unreadable = readNames(line.get());
            return unreadable.isPresent() ? unreadable : next();
        }
        return line.map(found -> found.refused().isPresent() ? found : row(found.line()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Reads the row of names, or gives it as refused; no row has a name then. */
    private Optional<Records.Found> readNames(Records.Found line) {
        names = Optional.of(List.of());
        if (line.refused().isPresent()) {
            return Optional.of(line);
        }
        List<Records.Found> row = gather(line.line());
        try {
            String first = RecordText.decode(Lookahead.joined(row));
            String unquoted = QUOTED.matcher(first).replaceAll("");
            if (delimiter == ',' && unquoted.indexOf(',') < 0 && unquoted.indexOf(';') >= 0) {
                delimiter = ';';
            }
            names = Optional.of(CsvFields.of(first, delimiter));
            return Optional.empty();
        } catch (RecordRefused refused) {
            return Optional.of(refusedLine(row, refused));
        }
    }

    private Records.Found row(RecordLine first) {
        List<Records.Found> row = gather(first);
        byte[] whole = Lookahead.joined(row);
        List<String> fields;
        try {
            fields = CsvFields.of(RecordText.decode(whole), delimiter);
        } catch (RecordRefused refused) {
            return refusedLine(row, refused);
        }
        try {
            byte[] json = object(fields).getBytes(StandardCharsets.UTF_8);
            return new Records.Found(new RecordLine(first.number(), json, json.length), Optional.empty());
        } catch (RecordRefused refused) {
            return new Records.Found(new RecordLine(first.number(), whole, whole.length), Optional.of(refused));
        }
    }

    /** Refuses the first of some lines; the others are read again. */
    private Records.Found refusedLine(List<Records.Found> row, RecordRefused refused) {
        lines.giveBack(row.subList(1, row.size()));
        return new Records.Found(row.get(0).line(), Optional.of(refused));
    }

    /** A line and those behind it, until the quotes are even. */
    private List<Records.Found> gather(RecordLine first) {
        List<Records.Found> row = new ArrayList<>();
        row.add(new Records.Found(first, Optional.empty()));
        boolean open = oddQuotes(first.bytes());
        long size = first.bytes().length;
        while (open && size < maxRecordBytes) {
            Optional<Records.Found> next = lines.nextSound();
            if (next.isEmpty()) {
                break;
            }
            row.add(next.get());
            size += next.get().line().bytes().length;
            open ^= oddQuotes(next.get().line().bytes());
        }
        return row;
    }

    private static boolean oddQuotes(byte[] line) {
        boolean odd = false;
        for (byte b : line) {
            odd ^= b == '"';
        }
        return odd;
    }

    private String object(List<String> fields) throws RecordRefused {
        List<String> columns = names.orElseThrow();
        if (columns.isEmpty() || columns.contains("") || new HashSet<>(columns).size() < columns.size()) {
            throw new RecordRefused(QuarantineReason.INVALID_CSV, "the first row does not name each column once");
        }
        if (fields.size() != columns.size()) {
            throw new RecordRefused(
                    QuarantineReason.INVALID_CSV,
                    fields.size() + " fields where the first row names " + columns.size() + " columns");
        }
        ObjectNode row = Nodes.object();
        for (int i = 0; i < fields.size(); i++) {
            row.put(columns.get(i), fields.get(i));
        }
        return row.toString();
    }
}
