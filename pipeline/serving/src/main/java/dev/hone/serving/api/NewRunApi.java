package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.config.Part;
import dev.hone.config.SpecFindings;
import dev.hone.config.SpecReader;
import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.SectionListType;
import dev.hone.config.key.SectionType;
import dev.hone.config.section.Catalogue;
import dev.hone.error.StorageException;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.starter.RewardStarter;
import dev.hone.starter.RewardStarters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** The page of a new run: every key of a specification, models that lie here, templates, files that are sent, and what is wrong so far. */
public final class NewRunApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> MODEL_FOLDERS = List.of("build/models", "conf");
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long MEBIBYTE = 1L << 20;

    private final Places places;
    private final Path uploads;
    private final long maxUploadBytes;

    /**
     * Knows where files go.
     *
     * @param uploads folder of the files that are sent, made where it is not there
     * @param maxUploadBytes of each of them
     */
    public NewRunApi(Places places, Path uploads, long maxUploadBytes) {
        this.places = places;
        this.uploads = uploads;
        this.maxUploadBytes = maxUploadBytes;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/new", this::choices),
                Route.change(
                        "POST",
                        "/api/spec",
                        request -> ApiAnswer.json(
                                findings(examine(request.json().path("spec").asText())))),
                Route.change("POST", "/api/uploads/{kind}", this::upload));
    }

    /** What is wrong with the specification of a training, as the command line says it. */
    static SpecFindings examine(String text) {
        return new SpecReader(System.getenv()).examine("spec.yaml", text, EnumSet.complementOf(EnumSet.of(Part.SFT)));
    }

    private ApiAnswer choices(ApiRequest request) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode warehouses = answer.putArray("warehouses");
        places.all().forEach(place -> warehouses.add(place.files().path()));
        ArrayNode models = answer.putArray("models");
        models().forEach(models::add);
        ArrayNode templates = answer.putArray("templates");
        RewardStarters starters = RewardStarters.all();
        for (String name : starters.names()) {
            RewardStarter starter = starters.named(name);
            templates
                    .addObject()
                    .put("name", name)
                    .put("python", starter.extension().equals(".py"))
                    .put("description", starter.description())
                    .put("text", starter.text());
        }
        answer.set("keys", keys(Catalogue.KEYS));
        return ApiAnswer.json(answer);
    }

    private static List<String> models() {
        List<String> models = new ArrayList<>();
        for (String folder : MODEL_FOLDERS) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> entries = Files.list(Path.of(folder))) {
                entries.filter(path -> Files.isRegularFile(path.resolve("config.json")))
                        .sorted()
                        .map(Path::toString)
                        .forEach(models::add);
            } catch (IOException e) {
                throw new StorageException("The models in " + folder + " cannot be listed: " + e.getMessage(), e);
            }
        }
        return models;
    }

    private static ArrayNode keys(List<Key<?>> keys) {
        ArrayNode all = NODES.arrayNode();
        keys.forEach(key -> all.add(key(key)));
        return all;
    }

    private static <T> ObjectNode key(Key<T> key) {
        ObjectNode node = NODES.objectNode();
        node.put("name", key.name());
        node.put("type", key.type().label());
        node.put("description", key.description());
        node.put("required", key.required());
        key.derived().ifPresent(rule -> node.put("by", rule.from()));
        if (key.type() instanceof Choice<?> choice) {
            ArrayNode words = node.putArray("choices");
            choice.choices().keySet().forEach(words::add);
        }
        if (key.type() instanceof SectionType<?> section) {
            node.set("keys", keys(section.section().keys()));
        } else if (key.type() instanceof SectionListType<?> list) {
            node.put("list", true);
            node.set("keys", keys(list.section().keys()));
        } else {
            key.fallback().ifPresent(value -> node.put("fallback", key.type().text(value)));
        }
        ArrayNode limits = node.putArray("limits");
        key.checks().stream()
                .map(Key.Check::requirement)
                .filter(requirement -> !requirement.isEmpty())
                .forEach(limits::add);
        return node;
    }

    private static ObjectNode findings(SpecFindings findings) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode errors = answer.putArray("errors");
        findings.errors().forEach(found -> errors.addObject()
                .put("line", found.line())
                .put("path", found.path())
                .put("text", found.text()));
        ArrayNode warnings = answer.putArray("warnings");
        findings.warnings().forEach(warnings::add);
        ObjectNode values = answer.putObject("values");
        findings.spec().ifPresent(spec -> spec.effective().values().forEach(value -> values.putObject(value.path())
                .put("text", value.text())
                .put("source", value.source())));
        return answer;
    }

    /** Keeps the body as a file with a name of the console's own, and says its path. */
    private ApiAnswer upload(ApiRequest request) {
        String kind = request.path("kind");
        if (!List.of("jsonl", "jsonl.gz", "py").contains(kind)) {
            throw ApiException.invalid("Send JSON lines (jsonl), packed ones (jsonl.gz) or Python (py), not " + kind);
        }
        if (request.announcedBytes() > maxUploadBytes) {
            throw tooLarge();
        }
        Path file = uploads.resolve("upload-" + UUID.randomUUID() + "." + kind);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(uploads);
            long bytes = copy(request.request(), fresh);
            Files.move(fresh, file);
            return ApiAnswer.json(NODES.objectNode()
                    .put("path", file.toAbsolutePath().normalize().toString())
                    .put("bytes", bytes));
        } catch (IOException e) {
            throw new StorageException(
                    "The file that was sent cannot be kept in " + uploads + ": " + e.getMessage()
                            + ". See to the disk, then send it again",
                    e);
        } finally {
            delete(fresh);
        }
    }

    private long copy(Request request, Path file) throws IOException {
        long bytes = 0;
        try (InputStream in = Content.Source.asInputStream(request);
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > maxUploadBytes) {
                    throw tooLarge();
                }
                out.write(buffer, 0, read);
            }
        }
        return bytes;
    }

    private ApiException tooLarge() {
        return new ApiException(
                413,
                "The file is larger than " + shown(maxUploadBytes) + ". Put it on this machine and write its path"
                        + " instead, or start the console with a greater --max-upload-mb");
    }

    private static String shown(long bytes) {
        return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + " MiB" : bytes + " bytes";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StorageException("Half a file stays at " + file + ": " + e.getMessage(), e);
        }
    }
}
