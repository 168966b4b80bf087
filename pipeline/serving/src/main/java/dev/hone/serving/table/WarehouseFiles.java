package dev.hone.serving.table;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * A warehouse on a disk or in an object store.
 *
 * @param path absolute, or with its scheme
 */
public record WarehouseFiles(String path, TableReader tables, RunFolders folders) {

    /**
     * Opens one; nothing is read yet.
     *
     * @param settings of Hadoop, by name
     */
    public static WarehouseFiles open(String path, Map<String, String> settings) {
        Configuration configuration = new Configuration();
        settings.forEach(configuration::set);
        String absolute = absolute(path);
        return new WarehouseFiles(
                absolute, new TableReader(absolute, configuration), new RunFolders(absolute, configuration));
    }

    /** A path as {@link #path()} has it. */
    public static String absolute(String path) {
        return path.contains(":/")
                ? path
                : Path.of(path).toAbsolutePath().normalize().toString();
    }
}
