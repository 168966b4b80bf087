package dev.hone.serving.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A stand-in for the command line: a real process that does what the first line of its specification says. */
final class Child {

    static final String WORKS = "while [ ! -e \"$STOP\" ]; do sleep 0.05; done; echo stopped; exit 0";
    static final String DEAF = "trap '' TERM; echo deaf; while :; do sleep 0.05; done";

    private static final String SCRIPT =
            """
            for last; do :; done
            echo "words: $*"
            exec sh -c "$(cat "$last")"
            """;

    private Child() {}

    /** The child is told by the variable STOP where the request to stop will lie. */
    static Launcher launcher(Path stop) {
        return words -> Stream.concat(
                        Stream.of(
                                "env",
                                "STOP=" + stop,
                                "sh",
                                "-c",
                                "exec sh -c '" + SCRIPT.replace("'", "'\\''") + "' child \"$@\"",
                                "child"),
                        words.stream())
                .toList();
    }

    static StopAsker stops(Path stop) {
        return (warehouse, run) -> {
            try {
                Files.writeString(stop, "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    static JobOrder order(String run) {
        return new JobOrder(JobKind.RUN, run, "/warehouse", Path.of("/tmp"), Instant.now());
    }

    static JobOrder attempt(JobKind kind) {
        return new JobOrder(kind, "try", "/warehouse", Path.of("/tmp"), Instant.now());
    }

    static List<JobState> states(Job job) {
        return job.changes().stream().map(JobChange::state).toList();
    }
}
