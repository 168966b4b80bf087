package dev.hone.serving;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.StorageException;
import dev.hone.serving.job.AtomicFile;
import dev.hone.serving.job.JobProcess;
import dev.hone.serving.table.WarehouseFiles;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A console that runs on this machine, as it says in its state folder, so that a training can name the page where it is watched. The key of
 * that page is not told: a training's output goes into logs that others read.
 *
 * @param url its root, such as {@code http://127.0.0.1:7780/}
 * @param process its own
 * @param warehouses that it shows, in the order in which its paths count them
 */
public record OpenConsole(String url, int port, JobProcess process, List<String> warehouses) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "open-";

    /** Where a console keeps its state unless it is told otherwise. */
    public static Path usualState() {
        return Path.of(System.getProperty("user.home"), ".hone", "console");
    }

    /** The page of a run; empty where the console does not show its warehouse. */
    public Optional<String> pageOf(String warehouse, String run) {
        int number = warehouses.indexOf(WarehouseFiles.absolute(warehouse));
        String name = URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20");
        return number < 0 ? Optional.empty() : Optional.of(url + "run/" + number + "/" + name);
    }

    /** Says so in the state folder, and deletes what killed ones have left there. */
    void announce(Path state) {
        ObjectNode said = JSON.createObjectNode()
                .put("url", url)
                .put("port", port)
                .put("pid", process.pid())
                .put("started_at", process.startedAt().toString());
        warehouses.forEach(said.putArray("warehouses")::add);
        try {
            for (Path file : files(state)) {
                if (read(file).flatMap(console -> console.process.handle()).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
            AtomicFile.write(file(state), JSON.writeValueAsBytes(said));
        } catch (IOException e) {
            throw new StorageException(
                    "The console cannot write into " + state + ": " + e.getMessage()
                            + ". Make room there, or name another folder by --state",
                    e);
        }
    }

    /** Takes that back. */
    void withdraw(Path state) {
        try {
            Files.deleteIfExists(file(state));
        } catch (IOException e) {
            throw new StorageException("The console cannot delete " + file(state) + ": " + e.getMessage(), e);
        }
    }

    private Path file(Path state) {
        return state.resolve(PREFIX + port + ".json");
    }

    /** Those of a state folder that run now, the latest first. What one that was killed has left there is passed over. */
    public static List<OpenConsole> of(Path state) {
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try {
            return files(state).stream()
                    .flatMap(file -> read(file).stream())
                    .filter(console -> console.process.handle().isPresent())
                    .sorted(Comparator.comparing((OpenConsole console) -> console.process.startedAt())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            return List.of(); // nobody but the owner of the folder may look there
        }
    }

    private static List<Path> files(Path state) throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.getFileName().toString().matches(PREFIX + "\\d+\\.json"))
                    .toList();
        }
    }

    private static Optional<OpenConsole> read(Path file) {
        try {
            JsonNode said = JSON.readTree(file.toFile());
            return Optional.of(new OpenConsole(
                    said.path("url").asText(),
                    said.path("port").asInt(),
                    new JobProcess(
                            said.path("pid").asLong(),
                            Instant.parse(said.path("started_at").asText())),
                    JSON.convertValue(said.path("warehouses"), new TypeReference<List<String>>() {})));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // it has just ended, or the file is another program's
        }
    }
}
