package dev.hone.table;

import dev.hone.storage.S3Objects;
import io.delta.storage.HadoopFileSystemLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The log of a Delta table on S3. A commit is a conditional write ({@code If-None-Match: *}), so that of several drivers that commit the
 * same version one wins and the others are notified; Delta's own store for S3 knows of one driver only and loses commits of a second.
 */
public final class ConditionalPutLogStore extends HadoopFileSystemLogStore {

    /** Called by Delta. */
    public ConditionalPutLogStore(Configuration configuration) {
        super(configuration);
    }

    /** The Spark settings that put it to use for the two names of S3. */
    public static Map<String, String> sparkSettings() {
        return Map.of(
                "spark.delta.logStore.s3.impl", ConditionalPutLogStore.class.getName(),
                "spark.delta.logStore.s3a.impl", ConditionalPutLogStore.class.getName());
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        S3Objects objects = S3Objects.at(path, configuration);
        byte[] content = lines(actions);
        if (overwrite) {
            objects.put(path, content);
        } else if (!objects.putIfAbsent(path, content)) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        return CommitFiles.noneEmpty(super.listFrom(path, configuration));
    }

    /** An object of S3 appears whole or not at all. */
    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
        return false;
    }

    private static byte[] lines(Iterator<String> actions) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        actions.forEachRemaining(action -> content.writeBytes((action + "\n").getBytes(StandardCharsets.UTF_8)));
        return content.toByteArray();
    }
}
