package dev.hone.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Appends a line for each event to a file of a local disk. A killed driver leaves at most half a line and may leave out the step that it
 * has just committed. The next one begins by leaving out what is no whole line, what is there twice, and steps that were lost from the
 * tables; then it adds the completed steps that are missing. So every step is there once.
 */
public final class MetricsFile implements RunEvents {

    private final Path file;
    private final Set<String> written = new HashSet<>();
    private String runId = "";

    /** @param file made when the run starts, where it is not there */
    public MetricsFile(Path file) {
        this.file = file;
    }

    @Override
    public void accept(RunEvent event) {
        try {
            if (event instanceof RunEvent.Started started) {
                runId = started.runId();
                mend(started.completed().size());
                append(EventLine.steps(started.completed()));
            }
            append(EventLine.of(runId, event, Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException("the events of the run cannot be written to " + file + " (" + e + ")", e);
        }
    }

    private void mend(int completedSteps) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            return;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // half a character may be left
        List<EventLine> whole = new ArrayList<>();
        for (String line : text.lines().toList()) {
            EventLine.parse(line)
                    .filter(read -> read.key().isEmpty() || read.step() <= completedSteps)
                    .filter(this::isNew)
                    .ifPresent(whole::add);
        }
        if (!text.equals(text(whole))) {
            Path mended = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(mended, text(whole));
            Files.move(mended, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void append(List<EventLine> lines) throws IOException {
        List<EventLine> fresh = lines.stream().filter(this::isNew).toList();
        if (!fresh.isEmpty()) {
            byte[] bytes = text(fresh).getBytes(StandardCharsets.UTF_8);
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** Whether a line is not in the file; from now on it is. */
    private boolean isNew(EventLine line) {
        return line.key().map(written::add).orElse(true);
    }

    private static String text(List<EventLine> lines) {
        return lines.stream().map(line -> line.json() + "\n").collect(Collectors.joining());
    }
}
