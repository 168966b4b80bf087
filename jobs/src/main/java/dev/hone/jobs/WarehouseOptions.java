package dev.hone.jobs;

import dev.hone.config.Part;
import dev.hone.error.ConfigException;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which tables a command looks at: those of a specification, of a folder, or the newest below build/. */
final class WarehouseOptions {

    @ArgGroup
    private Place place;

    private String path = "";

    /** Where the warehouse is written down. */
    static final class Place {
        @Option(names = "--warehouse", paramLabel = "PATH", description = "folder of the Delta tables")
        private String warehouse;

        @ArgGroup(exclusive = false)
        private SpecOptions specification;
    }

    /** Finds the folder; a local one must exist. */
    void check(PrintStream out) {
        if (place == null) {
            path = newest();
        } else if (place.warehouse != null) {
            path = place.warehouse;
        } else {
            path = place.specification.read(EnumSet.noneOf(Part.class), out).warehouse();
        }
        if (!path.contains("://") && !Files.isDirectory(Path.of(path))) {
            throw new ConfigException("there is no warehouse at " + path + ", seen from "
                    + Path.of("").toAbsolutePath()
                    + ". Run a command that fills it first, such as hone ingest, or correct the path");
        }
    }

    /** The warehouse. */
    Warehouse open(SparkSession spark) {
        return new Warehouse(spark, path);
    }

    private static String newest() {
        Path build = Path.of("build");
        List<Path> found = List.of();
        if (Files.isDirectory(build)) {
            try (Stream<Path> runs = Files.list(build)) {
                found = runs.map(run -> run.resolve("warehouse"))
                        .filter(Files::isDirectory)
                        .sorted(Comparator.comparing(WarehouseOptions::changed).reversed())
                        .toList();
            } catch (IOException e) {
                throw new ConfigException(
                        "build/ cannot be listed: " + e.getMessage() + ". Name the tables by --warehouse", e);
            }
        }
        if (found.isEmpty()) {
            throw new ConfigException("there is no warehouse below build/, seen from "
                    + Path.of("").toAbsolutePath()
                    + ". Name one by --warehouse PATH or --spec FILE, or run scripts/quickstart first");
        }
        return found.get(0).toString();
    }

    private static FileTime changed(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
