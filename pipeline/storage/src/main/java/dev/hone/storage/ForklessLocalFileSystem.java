package dev.hone.storage;

import java.util.Map;
import org.apache.hadoop.fs.LocalFileSystem;

/** Hadoop's checksummed local file system over {@link ForklessRawFileSystem}, for {@code fs.file.impl}. */
public final class ForklessLocalFileSystem extends LocalFileSystem {

    /** Called by Hadoop. */
    public ForklessLocalFileSystem() {
        super(new ForklessRawFileSystem());
    }

    /** The Spark settings that put it to use; only for a Spark that runs in this process, for executors start before they know our classes. */
    public static Map<String, String> sparkSettings() {
        return Map.of(
                "spark.hadoop.fs.file.impl", ForklessLocalFileSystem.class.getName(),
                "spark.hadoop.fs.AbstractFileSystem.file.impl", ForklessLocalFs.class.getName());
    }
}
