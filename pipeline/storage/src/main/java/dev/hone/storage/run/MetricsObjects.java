package dev.hone.storage.run;

import dev.hone.event.EventLine;
import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.schema.StepRow;
import dev.hone.storage.StorageFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where nothing can be appended to, as in an object store, each event is an object of its own, which is there whole or not at all. Its name
 * says which step it is of, so what is sent again replaces itself; that of a supervised run holds the steps up to it since the one before.
 */
final class MetricsObjects implements RunEvents {

    private static final Pattern OF_A_STEP = Pattern.compile("(step|evaluation)-(\\d{6})[-.].*");
    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final FileSystem files;
    private String runId = "";
    private int unnamed;

    MetricsObjects(Path folder, Configuration configuration) {
        this.folder = folder;
        try {
            this.files = folder.getFileSystem(configuration);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void accept(RunEvent event) {
        try {
            if (event instanceof RunEvent.Started started) {
                runId = started.runId();
                putMissing(started.completed());
            }
            put(EventLine.of(runId, event, Instant.now()));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Adds the completed steps after the last that is there, and deletes those that were lost from the tables. */
    private void putMissing(List<StepRow> completed) throws IOException {
        int last = 0;
        for (String name : names()) {
            Matcher named = OF_A_STEP.matcher(name);
            if (named.matches()) {
                int step = Integer.parseInt(named.group(2));
                if (step > completed.size()) {
                    files.delete(new Path(folder, name), false);
                } else if (named.group(1).equals("step")) {
                    last = Math.max(last, step);
                }
            }
        }
        put(EventLine.steps(completed.subList(last, completed.size())));
    }

    private List<String> names() throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .map(file -> file.getPath().getName())
                    .toList();
        } catch (FileNotFoundException none) {
            return List.of();
        }
    }

    private void put(List<EventLine> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        String text = lines.stream().map(line -> line.json() + "\n").collect(Collectors.joining());
        try (OutputStream out = files.create(new Path(folder, name(lines.get(lines.size() - 1))), true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As {@code step-000003.jsonl} or {@code evaluation-000003-test.jsonl}; by its time what a run may have several of. */
    private String name(EventLine line) {
        String name = line.key()
                .map(key -> key.replaceFirst("\\d+", String.format(Locale.ROOT, "%06d", line.step()))
                        .replace(' ', '-'))
                .orElseGet(() -> line.kind() + "-" + SORTABLE.format(Instant.now()) + "-" + ++unnamed);
        return name + ".jsonl";
    }

    private RuntimeException failure(IOException cause) {
        return StorageFailure.of(
                "the events of the run cannot be written to " + folder, cause, "The tables have them all.");
    }
}
