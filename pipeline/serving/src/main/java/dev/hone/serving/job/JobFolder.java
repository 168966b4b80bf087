package dev.hone.serving.job;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * The files of one job: {@code job.json} what was asked for, {@code spec.yaml} its specification, {@code states.json} its states,
 * {@code pid} and {@code exit} written by its process, {@code log} what it printed.
 */
record JobFolder(Path path) {

    Path spec() {
        return path.resolve("spec.yaml");
    }

    Path log() {
        return path.resolve("log");
    }

    private Path states() {
        return path.resolve("states.json");
    }

    private Path pid() {
        return path.resolve("pid");
    }

    private Path exit() {
        return path.resolve("exit");
    }

    /** Writes a job that is new, in a folder that is not shown yet. */
    void write(Job job, String spec) throws IOException {
        AtomicFile.write(spec(), spec.getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(path.resolve("job.json"), JobJson.bytes(job.order()));
        AtomicFile.write(states(), JobJson.bytes(job.changes()));
    }

    void writeStates(Job job) {
        try {
            AtomicFile.write(states(), JobJson.bytes(job.changes()));
        } catch (IOException e) {
            throw failure("written", e);
        }
    }

    Job read() {
        try {
            return new Job(
                    path.getFileName().toString(),
                    JobJson.order(Files.readAllBytes(path.resolve("job.json"))),
                    JobJson.changes(Files.readAllBytes(states())));
        } catch (IOException | IllegalArgumentException | DateTimeException e) { // the latter: damaged
            throw failure("read", e);
        }
    }

    /** Makes room for what the next process writes. */
    void forgetProcess() {
        try {
            Files.deleteIfExists(pid());
            Files.deleteIfExists(exit());
        } catch (IOException e) {
            throw failure("prepared", e);
        }
    }

    /** The number of the process, once it has written it. */
    Optional<Long> processNumber() {
        return number(pid());
    }

    /** How the process ended, once it has. */
    Optional<Integer> exitCode() {
        return number(exit()).map(Long::intValue);
    }

    private Optional<Long> number(Path file) {
        try {
            return Optional.of(Long.valueOf(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw failure("read", e);
        }
    }

    private StorageException failure(String what, Exception cause) {
        return new StorageException(
                "The job in " + path + " cannot be " + what + ": " + cause.getMessage()
                        + ". See to the disk and its permissions; the job's process goes on",
                cause);
    }
}
