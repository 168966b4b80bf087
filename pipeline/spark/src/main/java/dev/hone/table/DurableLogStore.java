package dev.hone.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.storage.DiskSync;
import io.delta.storage.HadoopFileSystemLogStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The log of a Delta table on a file system of the operating system. A commit is on the disk, with the data files that it adds, before it is
 * reported: first the data is forced, then the commit under another name, then its name. Delta's own store forces nothing, so that a loss
 * of power can leave empty files under names that are there. Of several drivers that commit the same version one wins.
 */
public final class DurableLogStore extends HadoopFileSystemLogStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADD = "{\"add\":";
    private static final String LAST_CHECKPOINT = "_last_checkpoint";

    /** Called by Delta. */
    public DurableLogStore(Configuration configuration) {
        super(configuration);
    }

    /** The Spark settings that put it to use. */
    public static Map<String, String> sparkSettings() {
        return Map.of("spark.delta.logStore.file.impl", DurableLogStore.class.getName());
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        Path unnamed = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Set<Path> data = writeActions(unnamed, actions, configuration);
            forceData(path, data, configuration);
            DiskSync.force(local(unnamed));
            DiskSync.force(checksum(unnamed));
            name(unnamed, path, overwrite);
            DiskSync.force(local(path.getParent()));
        } finally {
            Files.deleteIfExists(local(unnamed));
            Files.deleteIfExists(checksum(unnamed));
        }
    }

    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        return CommitFiles.noneEmpty(super.listFrom(path, configuration));
    }

    /** Of checkpoints, which are not written here. */
    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
        return true;
    }

    /** Writes through Hadoop, which puts a checksum beside the file. Gives the data files that the actions add. */
    private static Set<Path> writeActions(Path file, Iterator<String> actions, Configuration configuration)
            throws IOException {
        Path table = file.getParent().getParent();
        Set<Path> added = new LinkedHashSet<>();
        try (OutputStream out = file.getFileSystem(configuration).create(file, false)) {
            while (actions.hasNext()) {
                String action = actions.next();
                if (action.startsWith(ADD)) {
                    JsonNode add = JSON.readTree(action).get("add");
                    added.add(
                            new Path(table, new Path(URI.create(add.get("path").asText()))));
                }
                out.write((action + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return added;
    }

    private static void forceData(Path path, Set<Path> data, Configuration configuration) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : data) {
            forceWithChecksum(file);
            folders.add(file.getParent());
        }
        if (path.getName().equals(LAST_CHECKPOINT)) {
            for (FileStatus file :
                    path.getFileSystem(configuration).globStatus(new Path(path.getParent(), "*.parquet"))) {
                forceWithChecksum(file.getPath());
            }
        }
        for (Path folder : folders) {
            DiskSync.force(local(folder));
        }
    }

    private static void forceWithChecksum(Path file) throws IOException {
        DiskSync.force(local(file));
        if (Files.exists(checksum(file))) {
            DiskSync.force(checksum(file));
        }
    }

    /** Gives a file its name. A link is made only where the name is free, whoever else tries. */
    private static void name(Path unnamed, Path path, boolean overwrite) throws IOException {
        if (overwrite) {
            Files.deleteIfExists(checksum(path)); // else it would be that of the file before, for a moment
            Files.move(local(unnamed), local(path), StandardCopyOption.ATOMIC_MOVE);
        } else {
            link(unnamed, path);
        }
        Files.move(checksum(unnamed), checksum(path), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void link(Path unnamed, Path path) throws IOException {
        try {
            Files.createLink(local(path), local(unnamed));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            Files.move(local(unnamed), local(path));
        }
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    /** Where Hadoop keeps the checksum of a local file. */
    private static java.nio.file.Path checksum(Path path) {
        return local(new Path(path.getParent(), "." + path.getName() + ".crc"));
    }
}
