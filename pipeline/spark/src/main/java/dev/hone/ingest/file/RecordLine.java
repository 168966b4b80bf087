package dev.hone.ingest.file;

/**
 * One line of a source that is not empty.
 *
 * @param number counted from 1, empty lines included
 * @param bytes the line without its end; its start where the line is longer than the limit
 * @param totalBytes length of the whole line
 */
public record RecordLine(long number, byte[] bytes, long totalBytes) {

    /** Whether only its start is kept. */
    public boolean tooLarge() {
        return totalBytes > bytes.length;
    }
}
