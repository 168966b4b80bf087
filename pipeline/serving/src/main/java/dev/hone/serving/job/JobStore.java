package dev.hone.serving.job;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All jobs, a folder each. */
public final class JobStore {

    private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);
    private static final Pattern ID = Pattern.compile("job-\\d{13}-[a-z0-9]{5}");
    private static final int RANDOM = 36 * 36 * 36 * 36 * 36;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    /** @param folder made where it is not there */
    public JobStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure("made", e);
        }
    }

    Path folder() {
        return folder;
    }

    JobFolder of(Job job) {
        return new JobFolder(folder.resolve(job.id()));
    }

    /** The job of an id; empty for what is none, so that an id never leads to another folder. */
    public Optional<Job> find(String id) {
        Path path = ID.matcher(id).matches() ? folder.resolve(id) : null;
        return path == null || !Files.isDirectory(path) ? Optional.empty() : Optional.of(new JobFolder(path).read());
    }

    /** All of them, the oldest first. One whose files are damaged is left out, and said in the log: the others go on. */
    public List<Job> all() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(
                            path -> ID.matcher(path.getFileName().toString()).matches())
                    .flatMap(path -> readable(path).stream())
                    .sorted(Comparator.comparing(Job::id))
                    .toList();
        } catch (IOException e) {
            throw failure("listed", e);
        }
    }

    private static Optional<Job> readable(Path path) {
        try {
            return Optional.of(new JobFolder(path).read());
        } catch (StorageException e) {
            LOG.error("{}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The specification of a job, as it was given. */
    public String spec(Job job) {
        try {
            return Files.readString(of(job).spec());
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    /** What a job has printed. */
    public JobLog log(Job job) {
        return new JobLog(of(job).log());
    }

    /** Keeps a new job, which waits. It is there whole or not at all. */
    Job add(JobOrder order, String spec) {
        String id = String.format(
                        Locale.ROOT,
                        "job-%013d-%5s",
                        order.orderedAt().toEpochMilli(),
                        Integer.toString(random.nextInt(RANDOM), 36))
                .replace(' ', '0')
                .toLowerCase(Locale.ROOT);
        Job job = new Job(id, order, List.of(JobChange.to(JobState.QUEUED, "")));
        Path fresh = folder.resolve("." + id);
        try {
            Files.createDirectory(fresh);
            new JobFolder(fresh).write(job, spec);
            Files.move(fresh, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
            return job;
        } catch (IOException e) {
            deleteHalf(fresh);
            throw failure("added to", e);
        }
    }

    private static void deleteHalf(Path fresh) {
        try (Stream<Path> files = Files.exists(fresh) ? Files.list(fresh) : Stream.empty()) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            LOG.warn("Half a job stays in {}, which does no harm: {}", fresh, e.getMessage());
        }
    }

    private StorageException failure(String what, IOException cause) {
        return new StorageException(
                "The console's jobs in " + folder + " cannot be " + what + ": " + cause.getMessage()
                        + ". See to the disk and its permissions, or name another folder by --state",
                cause);
    }
}
