package dev.hone.storage.run;

import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.storage.StorageFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where there are no locks, as in an object store, the driver that began last has the run. Each leaves a file whose name is greater than
 * those that it found, and looks before each commit whether its own is still the greatest. So a retried task takes the run from a first
 * attempt that still lives, and the first attempt stops before its next commit.
 */
final class RunClaim implements RunLock {

    /** As {@link #thisDriver} writes it. */
    private static final Pattern PROCESS = Pattern.compile("^process (\\d+)@([^,]+),");

    private final FileSystem files;
    private final Path folder;
    private final String runId;
    private final String name;

    private RunClaim(FileSystem files, Path folder, String runId, String name) {
        this.files = files;
        this.folder = folder;
        this.runId = runId;
        this.name = name;
    }

    static RunClaim make(Path folder, String runId, Configuration configuration) {
        try {
            FileSystem files = folder.getFileSystem(configuration);
            List<String> earlier = names(files, folder);
            RunClaim claim = new RunClaim(files, folder, runId, nameAfter(earlier));
            try (OutputStream out = files.create(new Path(folder, claim.name), true)) {
                out.write(thisDriver().getBytes(StandardCharsets.UTF_8));
            }
            for (String lost : earlier) {
                files.delete(new Path(folder, lost), false);
            }
            return claim;
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public boolean isHeld() {
        return greatest().equals(name);
    }

    @Override
    public void requireHeld() {
        String greatest = greatest();
        if (!greatest.equals(name)) {
            throw new ConfigException("Run " + runId + " has been taken over by another driver (" + driver(greatest)
                    + "), so this one stops. What it has committed stays, and the other one goes on from there. Start a"
                    + " run only once, or stop the first attempt before a second one.");
        }
    }

    /** The claim stays, so that a driver from before it does not find itself the last. */
    @Override
    public void close() {}

    /** Whether the driver of the last claim lives, where it is one of this machine. */
    static DriverPresence presence(Path folder, Configuration configuration) {
        try {
            FileSystem files = folder.getFileSystem(configuration);
            List<String> names = names(files, folder);
            return names.isEmpty()
                    ? DriverPresence.GONE
                    : presence(text(files, new Path(folder, names.get(names.size() - 1))));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    static DriverPresence presence(String driver) {
        Matcher process = PROCESS.matcher(driver);
        if (!process.find() || !process.group(2).equals(thisMachine())) {
            return DriverPresence.UNKNOWN;
        }
        return ProcessHandle.of(Long.parseLong(process.group(1))).isPresent()
                ? DriverPresence.WORKING
                : DriverPresence.GONE;
    }

    private static String thisMachine() {
        return ManagementFactory.getRuntimeMXBean().getName().replaceFirst("^\\d+@", "");
    }

    private String greatest() {
        try {
            List<String> names = names(files, folder);
            return names.isEmpty() ? "" : names.get(names.size() - 1);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private String driver(String claim) {
        try {
            return text(files, new Path(folder, claim));
        } catch (IOException e) {
            return claim + ", which cannot be read: " + e.getMessage();
        }
    }

    private static String text(FileSystem files, Path claim) throws IOException {
        try (InputStream in = files.open(claim)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** In order. */
    private static List<String> names(FileSystem files, Path folder) throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .map(file -> file.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException none) {
            return List.of();
        }
    }

    /** Two that begin in the same moment differ by chance, and for both the same one is greater. */
    private static String nameAfter(List<String> names) {
        int last = names.isEmpty()
                ? 0
                : Integer.parseInt(names.get(names.size() - 1).replaceFirst("-.*", ""));
        return String.format(Locale.ROOT, "%06d-%s", last + 1, UUID.randomUUID());
    }

    /** As {@code 4711@host}: unlike an address, the name of the machine is always there. */
    private static String thisDriver() {
        return "process " + ManagementFactory.getRuntimeMXBean().getName() + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static StorageException failure(Path folder, IOException cause) {
        return StorageFailure.of(
                "The claims to the run in " + folder + " cannot be read or written", cause, "The run resumes.");
    }
}
