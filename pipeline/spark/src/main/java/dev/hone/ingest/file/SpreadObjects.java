package dev.hone.ingest.file;

import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * JSON objects of a file that are spread over lines, as printed for people. Whether they are is decided by the first one: its line opens an
 * object that it does not close, and what follows is the rest of it, rather than a line of JSON that is broken and others that are sound. Each
 * record has the number of its first line.
 */
final class SpreadObjects implements Records {

    private enum Layout {
        UNKNOWN,
        LINES,
        SPREAD
    }

    private final Lookahead lines;
    private final int maxRecordBytes;
    private Layout layout = Layout.UNKNOWN;

    SpreadObjects(Records lines, int maxRecordBytes) {
        this.lines = new Lookahead(lines);
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * Some lines.
     *
     * @param ended whether they end what the first one opens
     */
    private record Gathered(List<Records.Found> read, JsonNesting nesting, boolean ended) {}

    @Override
    public Optional<Records.Found> next() {
        Optional<Records.Found> line = lines.next();
        if (layout == Layout.LINES || line.isEmpty() || line.get().refused().isPresent()) {
            return line;
        }
        Gathered object = gather(line.get());
        if (layout == Layout.UNKNOWN) {
            layout = layout(object);
        }
        if (layout == Layout.LINES) {
            lines.giveBack(object.read().subList(1, object.read().size()));
            return line;
        }
        return Optional.of(record(object));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Gathered gather(Records.Found first) {
        List<Records.Found> read = new ArrayList<>(List.of(first));
        JsonNesting nesting = new JsonNesting();
        nesting.add(first.line().bytes());
        boolean opens = nesting.isOpen() && !nesting.isInText();
        long size = first.line().bytes().length;
        while (nesting.isOpen() && (opens || layout == Layout.SPREAD) && size <= maxRecordBytes) {
            Optional<Records.Found> next = lines.nextSound();
            if (next.isEmpty()) {
                break;
            }
            read.add(next.get());
            nesting.endLine();
            nesting.add(next.get().line().bytes());
            size += next.get().line().bytes().length + 1;
        }
        return new Gathered(read, nesting, !nesting.isOpen());
    }

    private static Layout layout(Gathered object) {
        List<Records.Found> others = object.read().subList(1, object.read().size());
        boolean whole = object.ended() && isObject(Lookahead.joined(object.read()));
        boolean spread = !others.isEmpty()
                && (whole
                        || others.stream()
                                .noneMatch(line -> isObject(line.line().bytes())));
        return spread ? Layout.SPREAD : Layout.LINES;
    }

    private static boolean isObject(byte[] json) {
        try {
            JsonRecord.parse(RecordText.decode(json));
            return true;
        } catch (RecordRefused refused) {
            return false;
        }
    }

    private Records.Found record(Gathered object) {
        byte[] bytes = Lookahead.joined(object.read());
        RecordLine first = object.read().get(0).line();
        if (bytes.length <= maxRecordBytes) {
            return new Records.Found(new RecordLine(first.number(), bytes, bytes.length), Optional.empty());
        }
        long total = bytes.length + skipRest(object.nesting());
        byte[] start = Arrays.copyOf(bytes, maxRecordBytes);
        return new Records.Found(
                new RecordLine(first.number(), start, total),
                Optional.of(new RecordRefused(QuarantineReason.RECORD_TOO_LARGE, total + " bytes")));
    }

    /** Passes over the lines that belong to an object still, and counts their bytes. */
    private long skipRest(JsonNesting nesting) {
        long bytes = 0;
        while (nesting.isOpen()) {
            Optional<Records.Found> next = lines.nextSound();
            if (next.isEmpty()) {
                break;
            }
            nesting.endLine();
            nesting.add(next.get().line().bytes());
            bytes += next.get().line().totalBytes() + 1;
        }
        return bytes;
    }
}
