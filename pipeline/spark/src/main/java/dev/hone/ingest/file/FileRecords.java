package dev.hone.ingest.file;

import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The records of one file: its lines, or the elements of the JSON array that it is. A .gz file is checked first: where it is corrupt each line is refused, where it
 * is truncated its whole lines stand, and in both the part behind the last whole line is one record more, which is refused.
 */
final class FileRecords implements Records {

    private final ArchiveState state;
    private final InputStream in;
    private final RecordSplitter lines;
    private boolean ended;

    private FileRecords(ArchiveState state, InputStream in, RecordSplitter lines) {
        this.state = state;
        this.in = in;
        this.lines = lines;
    }

    /** Whether a text is read by its lines alone, or by its elements where it is one JSON array. */
    enum Splitting {
        LINES,
        JSON
    }

    /**
     * Opens a file.
     *
     * @param open gives the bytes of the file; called twice for some that are compressed, see {@link Archive}
     */
    static FileRecords open(
            boolean compressed, int maxRecordBytes, Splitting splitting, Supplier<? extends InputStream> open) {
        Archive archive = compressed ? Archive.read(open) : new Archive(ArchiveState.INTACT, open.get());
        boolean json = splitting == Splitting.JSON && archive.state() != ArchiveState.CORRUPT;
        InputStream in = archive.text();
        RecordSplitter lines =
                json ? JsonArrayElements.orLines(in, maxRecordBytes) : new RecordLines(in, maxRecordBytes);
        return new FileRecords(archive.state(), in, lines);
    }

    @Override
    public Optional<Found> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            Optional<RecordLine> line = lines.next();
            ended = line.isEmpty();
            return line.map(whole -> new Found(
                    whole, state.reasonForLines().or(() -> sizeReason(whole)).map(r -> refused(r, whole))));
        } catch (IOException e) {
            ended = true;
            RecordLine rest = lines.rest();
            String detail = "after line " + (rest.number() - 1) + ": " + e.getMessage();
            return Optional.of(new Found(rest, Optional.of(new RecordRefused(state.reasonForRest(), detail))));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static Optional<QuarantineReason> sizeReason(RecordLine line) {
        return line.tooLarge() ? Optional.of(QuarantineReason.RECORD_TOO_LARGE) : Optional.empty();
    }

    private static RecordRefused refused(QuarantineReason reason, RecordLine line) {
        return new RecordRefused(reason, line.tooLarge() ? line.totalBytes() + " bytes" : "");
    }
}
