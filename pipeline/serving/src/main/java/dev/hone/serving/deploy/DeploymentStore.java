package dev.hone.serving.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.serving.job.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Deployments in a folder: {@code NAME.wanted.json}, which whoever deploys writes, and {@code NAME.json}, which the server writes. Each is
 * there whole or not at all.
 */
public final class DeploymentStore {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final String WANTED = ".wanted.json";
    private static final String STATE = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** @param folder made where it is not there */
    public DeploymentStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure("kept", e);
        }
    }

    /**
     * Asks for a target under a name.
     *
     * @throws ConfigException where the name is none
     */
    public void want(String name, Target target) {
        requireName(name);
        write(folder.resolve(name + WANTED), target.json());
    }

    /** Takes a deployment away; false where there is none. */
    public boolean remove(String name) {
        try {
            if (!NAME.matcher(name).matches()) {
                return false;
            }
            boolean wanted = Files.deleteIfExists(folder.resolve(name + WANTED));
            boolean served = Files.deleteIfExists(folder.resolve(name + STATE));
            return wanted || served;
        } catch (IOException e) {
            throw failure("taken away", e);
        }
    }

    /** The names that a target is wanted under, in order. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(WANTED))
                    .map(file -> file.substring(0, file.length() - WANTED.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failure("listed", e);
        }
    }

    /** What is wanted under a name. */
    public Optional<Target> wanted(String name) {
        return read(folder.resolve(name + WANTED)).map(Target::of);
    }

    /** What a name serves, as the server last wrote it. */
    public Optional<Deployment> find(String name) {
        requireName(name);
        return read(folder.resolve(name + STATE))
                .map(node -> new Deployment(
                        name,
                        Deployment.State.valueOf(node.required("state").asText().toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(node.get("serving")).map(Target::of),
                        node.path("reason").asText(),
                        Instant.parse(node.required("changed_at").asText())));
    }

    void save(Deployment deployment) {
        ObjectNode node = JSON.createObjectNode();
        node.put("state", deployment.state().name().toLowerCase(Locale.ROOT));
        deployment.serving().ifPresent(target -> node.set("serving", target.json()));
        node.put("reason", deployment.reason());
        node.put("changed_at", deployment.changedAt().toString());
        write(folder.resolve(deployment.name() + STATE), node);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigException(
                    "\"" + name + "\" is no name of a deployment: take 1 to 63 letters, digits, '.', '_'"
                            + " and '-', the first a letter or digit");
        }
    }

    private Optional<JsonNode> read(Path file) {
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    private void write(Path file, ObjectNode node) {
        try {
            AtomicFile.write(file, JSON.writeValueAsBytes(node));
        } catch (IOException e) {
            throw failure("kept", e);
        }
    }

    private StorageException failure(String what, IOException e) {
        return new StorageException(
                "The deployments in " + folder + " cannot be " + what + ": " + e.getMessage()
                        + ". Look after the folder and its disk",
                e);
    }
}
