package dev.hone.jobs;

import dev.hone.error.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The warehouses that a command looks at: those named, or all below build/. */
final class WarehousesOption {

    @Option(
            names = "--warehouse",
            paramLabel = "PATH",
            arity = "1..*",
            description = "folders of Delta tables; without it all of build/*/warehouse")
    private List<String> named = new ArrayList<>();

    /**
     * Finds them; local ones must exist.
     *
     * @throws ConfigException where there is none
     */
    List<String> paths() {
        List<String> paths = named.isEmpty() ? WarehouseOptions.below(Path.of("build")) : named;
        if (paths.isEmpty()) {
            throw new ConfigException("there is no warehouse below build/, seen from "
                    + Path.of("").toAbsolutePath() + ". Name one by --warehouse PATH, or run scripts/quickstart first");
        }
        for (String path : paths) {
            if (!path.contains("://") && !Files.isDirectory(Path.of(path))) {
                throw new ConfigException("there is no warehouse at " + path + ", seen from "
                        + Path.of("").toAbsolutePath() + ". Correct the path");
            }
        }
        return paths;
    }
}
