package dev.hone.storage.run;

import dev.hone.storage.StorageFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Which policies of a run were exported: an empty file for each, such as {@code exported/step-000012}, so that they are kept. */
public final class ExportedSteps {

    private static final String PREFIX = "step-";

    private final RunFolder folder;
    private final Path exported;

    public ExportedSteps(String runPath, Configuration configuration) {
        this.folder = RunFolder.of(runPath, configuration);
        this.exported = folder.file("exported");
    }

    /** Notes that the policy after a step was exported. */
    public void add(int step) {
        try {
            folder.files()
                    .create(new Path(exported, String.format(Locale.ROOT, "%s%06d", PREFIX, step)), true)
                    .close();
        } catch (IOException e) {
            throw failure("noted", e);
        }
    }

    /** The steps, in order; those that an earlier version exported are not known. */
    public Set<Integer> all() {
        Set<Integer> steps = new TreeSet<>();
        try {
            for (FileStatus file : folder.files().listStatus(exported)) {
                String name = file.getPath().getName();
                if (name.matches(PREFIX + "\\d{6,9}")) {
                    steps.add(Integer.parseInt(name.substring(PREFIX.length())));
                }
            }
            return steps;
        } catch (FileNotFoundException none) {
            return Set.of();
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    private RuntimeException failure(String what, IOException cause) {
        return StorageFailure.of(
                "What was exported of the run cannot be " + what + " in " + StorageFailure.shown(exported),
                cause,
                "The export itself is whole.");
    }
}
