package dev.hone.ingest;

import dev.hone.ingest.log.LogRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files of invocation logs for tests. */
public final class LogFiles {

    private LogFiles() {}

    /** Records with the numbers from one on to another, which decide their texts, and lines that are none. */
    public static String lines(int from, int to, String... otherLines) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(LogRecords.converse("r-" + i, "Question number " + i, "Answer " + i * 7919L))
                    .append('\n');
        }
        for (String line : otherLines) {
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    public static byte[] gzip(int from, int to, String... otherLines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(lines(from, to, otherLines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    public static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
