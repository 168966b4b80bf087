package dev.hone.serving.traffic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A file of the log under way: plain lines in a folder of its own, which become an archive in the layout of Bedrock's logs when it is closed. */
final class LogFile {

    private static final long MAX_BYTES = 16L << 20;
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Path open;
    private final Instant begun;
    private final BufferedWriter writer;
    private long bytes;

    private LogFile(Path folder, Path open, Instant begun, BufferedWriter writer) {
        this.folder = folder;
        this.open = open;
        this.begun = begun;
        this.writer = writer;
    }

    static LogFile begin(Path folder, Instant now) throws IOException {
        Path open = spool(folder).resolve(NAME.format(now) + "_" + UUID.randomUUID() + ".jsonl");
        Files.createDirectories(open.getParent());
        return new LogFile(
                folder,
                open,
                now,
                Files.newBufferedWriter(open, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
    }

    /** Adds a line, and hands it to the operating system. */
    void add(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
        writer.flush();
        bytes += line.length();
    }

    /** Whether it is large or old enough, or of another hour. */
    boolean isFull(Instant now) {
        return bytes >= MAX_BYTES
                || Duration.between(begun, now).compareTo(MAX_AGE) >= 0
                || !now.truncatedTo(ChronoUnit.HOURS).equals(begun.truncatedTo(ChronoUnit.HOURS));
    }

    /** Makes the archive. */
    void close() throws IOException {
        writer.close();
        archive(folder, open);
    }

    /** Makes archives of what a server that was killed has left; half a line at the end is left out. */
    static void finishLeftOvers(Path folder) throws IOException {
        if (!Files.isDirectory(spool(folder))) {
            return;
        }
        try (Stream<Path> files = Files.list(spool(folder))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                archive(folder, file);
            }
        }
    }

    private static Path spool(Path folder) {
        return folder.resolve(".open");
    }

    private static void archive(Path folder, Path plain) throws IOException {
        byte[] lines = Files.readAllBytes(plain);
        int end = lines.length;
        while (end > 0 && lines[end - 1] != '\n') {
            end--;
        }
        if (end > 0) {
            String name = plain.getFileName().toString().replace(".jsonl", ".json.gz");
            Instant begun = Instant.from(NAME.parse(name.substring(0, name.indexOf('_'))));
            Path target = folder.resolve("AWSLogs/000000000000/BedrockModelInvocationLogs/" + ServedChat.REGION)
                    .resolve(HOUR.format(begun))
                    .resolve(name);
            Files.createDirectories(target.getParent());
            Path fresh = plain.resolveSibling(name + ".new");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(fresh))) {
                out.write(lines, 0, end);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(plain);
    }
}
