package dev.hone.jobs;

import dev.hone.config.Part;
import dev.hone.error.ConfigException;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which tables a command looks at: those of a specification, of a folder, or the only ones below build/. */
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
    void check() {
        if (place == null) {
            path = theOnlyOne();
        } else if (place.warehouse != null) {
            path = place.warehouse;
        } else {
            path = place.specification.read(EnumSet.noneOf(Part.class)).warehouse();
        }
        if (!path.contains("://") && !Files.isDirectory(Path.of(path))) {
            throw new ConfigException("there is no warehouse at " + path + ", seen from "
                    + Path.of("").toAbsolutePath()
                    + ". Run a command that fills it first, such as hone ingest, or correct the path");
        }
    }

    /** The folder that was found. */
    String path() {
        return path;
    }

    /** The warehouse; where the command line does not name it, stderr does. */
    Warehouse open(SparkSession spark) {
        sayPath();
        return Warehouse.open(spark, path);
    }

    /** The same, to be read without Spark. */
    WarehouseFiles files() {
        sayPath();
        return WarehouseFiles.open(path, HadoopSettings.here());
    }

    private void sayPath() {
        if (place == null || place.warehouse == null) {
            System.err.println("Tables: " + path);
        }
    }

    /** The warehouse, whichever version its tables are of. */
    Warehouse openUnchecked(SparkSession spark) {
        return new Warehouse(spark, path);
    }

    private static String theOnlyOne() {
        List<String> found = below(Path.of("build"));
        if (found.isEmpty()) {
            throw new ConfigException("there is no warehouse below build/, seen from "
                    + Path.of("").toAbsolutePath()
                    + ". Name one by --warehouse PATH or --spec FILE, or run scripts/quickstart first");
        }
        if (found.size() > 1) {
            throw new ConfigException("there are " + found.size()
                    + " warehouses below build/. Name one by --spec FILE or:\n"
                    + found.stream().map(path -> "  --warehouse " + path).collect(Collectors.joining("\n")));
        }
        return found.get(0);
    }

    /** Where scripts/quickstart and the specifications that ship put them. */
    static List<String> below(Path build) {
        if (!Files.isDirectory(build)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(build)) {
            return runs.map(run -> run.resolve("warehouse"))
                    .filter(Files::isDirectory)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigException(
                    "build/ cannot be listed: " + e.getMessage() + ". Name the tables by --warehouse", e);
        }
    }
}
