package dev.hone.serving.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of the data files that were read last. A data file of Delta never changes, so what was read of it stays right.
 *
 * <p>A row takes some ten times its compressed size; the limit is on the latter.
 */
final class FileRows {

    /** Which rows of which file. */
    record Part(String path, Where<?> where) {}

    private record Entry(List<?> rows, long fileBytes) {}

    private final long maxFileBytes;
    private final Map<Part, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long fileBytes;

    /** @param maxFileBytes sizes of all the files together whose rows are kept */
    FileRows(long maxFileBytes) {
        this.maxFileBytes = maxFileBytes;
    }

    /** The rows of a file that were read as this table's. */
    @SuppressWarnings("unchecked") // a path belongs to one table, and its rows are of that table's record
    synchronized <R> Optional<List<R>> of(Part part) {
        return Optional.ofNullable(entries.get(part)).map(entry -> (List<R>) entry.rows());
    }

    /** @param size of these rows in the file, bytes */
    synchronized void keep(Part part, List<?> rows, long size) {
        if (size > maxFileBytes / 4) {
            return; // one file must not push out all others
        }
        Entry before = entries.put(part, new Entry(rows, size));
        fileBytes += size - (before == null ? 0 : before.fileBytes());
        var oldest = entries.entrySet().iterator();
        while (fileBytes > maxFileBytes) {
            fileBytes -= oldest.next().getValue().fileBytes();
            oldest.remove();
        }
    }
}
