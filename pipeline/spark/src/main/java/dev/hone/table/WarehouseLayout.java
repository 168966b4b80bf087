package dev.hone.table;

import dev.hone.error.ConfigException;
import dev.hone.storage.StorageFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which names the tables, columns and metrics of a warehouse have: the name of an empty file in its folder {@code _layout}, a number,
 * which is there before its first table. A warehouse that has tables and no such file is of the versions before it came, layout 1.
 */
final class WarehouseLayout {

    /** The one that this version reads and writes. */
    static final int CURRENT = 2;

    private static final int BEFORE_THE_FILE = 1;

    private final Warehouse warehouse;
    private final Path folder;

    WarehouseLayout(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.folder = new Path(warehouse.path(), "_layout");
    }

    /**
     * Refuses to go on with tables of another layout.
     *
     * @throws ConfigException that says what to do
     */
    void require() {
        int found = found().orElse(CURRENT);
        if (found < CURRENT) {
            throw new ConfigException("The warehouse " + warehouse.path() + " is of an earlier version of Hone (layout "
                    + found + "; this one has layout " + CURRENT
                    + "): some of its tables, columns and metrics have other names now. Nothing was read or written."
                    + " When nothing else uses the warehouse, give them their new names by: hone maintain --warehouse "
                    + warehouse.path() + " --migrate");
        }
        if (found > CURRENT) {
            throw new ConfigException("The warehouse " + warehouse.path() + " is of a later version of Hone (layout "
                    + found + "; this one has layout " + CURRENT
                    + "). Nothing was read or written. Use that version, or name another warehouse.");
        }
    }

    /** The layout of the tables; empty where there are none yet. */
    OptionalInt found() {
        try {
            FileSystem files = files();
            OptionalInt recorded = recorded(files);
            if (recorded.isPresent() || !hasTables(files)) {
                return recorded;
            }
            // Another driver may have written the file, and then its first table, between the two looks.
            return OptionalInt.of(recorded(files).orElse(BEFORE_THE_FILE));
        } catch (IOException e) {
            throw StorageFailure.of("The warehouse " + warehouse.path() + " cannot be read", e, "Nothing was written.");
        }
    }

    /** Records the layout of a warehouse that has no table yet. */
    void recordIfNew() {
        if (found().isEmpty()) {
            record();
        }
    }

    /** Records that the tables are of this version's layout. */
    void record() {
        Path file = new Path(folder, String.valueOf(CURRENT));
        try {
            FileSystem files = files();
            if (!files.exists(file)) {
                files.createNewFile(file);
            }
        } catch (IOException e) {
            throw StorageFailure.of(file + " cannot be written", e, "No table was created.");
        }
    }

    private OptionalInt recorded(FileSystem files) throws IOException {
        if (!files.exists(folder)) {
            return OptionalInt.empty();
        }
        return Arrays.stream(files.listStatus(folder))
                .map(file -> file.getPath().getName())
                .filter(name -> name.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .max();
    }

    private boolean hasTables(FileSystem files) throws IOException {
        List<String> names = Stream.concat(
                        warehouse.tables().stream()
                                .map(table -> table.definition().name()),
                        Stream.of(WarehouseMigration.LEFT_OUT))
                .toList();
        for (String name : names) {
            if (files.exists(new Path(warehouse.path(), name + "/_delta_log"))) {
                return true;
            }
        }
        return false;
    }

    private FileSystem files() throws IOException {
        return folder.getFileSystem(warehouse.spark().sessionState().newHadoopConf());
    }
}
