package dev.hone.serving.job;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of a session as Linux lists them. They keep its number when the process that began it is gone, and until the last of them
 * ends no other process gets that number.
 *
 * @param leader number of the process that began it
 */
record Session(long leader) {

    private static final Path PROCESSES = Path.of("/proc");
    /** Of the fields behind the name of the program: state, parent, group, session. */
    private static final int SESSION_FIELD = 3;

    /** Those that live; none where the system has no list of them. */
    List<ProcessHandle> processes() {
        if (!Files.isDirectory(PROCESSES)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .filter(this::holds)
                    .flatMap(name -> ProcessHandle.of(Long.parseLong(name)).stream())
                    .filter(JobProcess::lives)
                    .toList();
        } catch (IOException e) {
            throw new StorageException("The processes of this machine cannot be listed: " + e.getMessage(), e);
        }
    }

    private boolean holds(String process) {
        return line(process)
                .map(line -> line.substring(line.lastIndexOf(')') + 1).strip().split(" "))
                .filter(fields -> fields.length > SESSION_FIELD)
                .filter(fields -> fields[SESSION_FIELD].equals(Long.toString(leader)))
                .isPresent();
    }

    private static Optional<String> line(String process) {
        try {
            return Optional.of(Files.readString(PROCESSES.resolve(process).resolve("stat")));
        } catch (IOException gone) {
            return Optional.empty(); // it has ended since the listing
        }
    }
}
