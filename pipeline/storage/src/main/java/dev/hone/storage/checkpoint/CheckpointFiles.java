package dev.hone.storage.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.math.optim.AdamWState;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.SafetensorsFile;
import dev.hone.policy.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** The files of one checkpoint, without its manifest, in a local folder: {@code adapter.safetensors}, {@code optimizer.safetensors}, {@code state.json}. */
public final class CheckpointFiles {

    static final String STATE = "state.json";

    public static final List<String> NAMES = List.of("adapter.safetensors", "optimizer.safetensors", STATE);

    private static final String RUN = "run_id";

    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointFiles() {}

    static void write(Path folder, String runId, Checkpoint checkpoint) throws IOException {
        SafetensorsWriter.write(
                folder.resolve("adapter.safetensors"),
                checkpoint.state().adapter().tensors());
        SafetensorsWriter.write(folder.resolve("optimizer.safetensors"), moments(checkpoint));
        ObjectNode state = JSON.createObjectNode()
                .put(RUN, runId)
                .put("step", checkpoint.step())
                .put("adapter_sha256", checkpoint.state().adapter().sha256())
                .put("optimizer_steps", checkpoint.state().optimizer().step());
        state.set("adapter_kind", kind(checkpoint.state().adapter().kind()));
        state.set("metrics", JSON.valueToTree(checkpoint.metrics()));
        Files.write(folder.resolve(STATE), JSON.writeValueAsBytes(state));
    }

    /**
     * Reads a checkpoint.
     *
     * @throws IllegalArgumentException when a file is not what it should be; or a {@link dev.hone.error.ModelException}
     */
    static Checkpoint read(Path folder) throws IOException {
        JsonNode state = JSON.readTree(folder.resolve(STATE).toFile());
        Adapter adapter =
                new Adapter(kind(state.required("adapter_kind")), tensors(folder.resolve("adapter.safetensors")));
        String expected = state.required("adapter_sha256").asText();
        if (!adapter.sha256().equals(expected)) {
            throw new IllegalArgumentException(
                    "the adapter has the hash " + adapter.sha256() + " instead of " + expected);
        }
        SortedMap<String, float[]> moments = new TreeMap<>();
        tensors(folder.resolve("optimizer.safetensors")).forEach((name, tensor) -> moments.put(name, tensor.values()));
        SortedMap<String, Double> metrics = new TreeMap<>();
        state.required("metrics")
                .properties()
                .forEach(e -> metrics.put(e.getKey(), e.getValue().asDouble()));
        AdamWState optimizer =
                AdamWState.restore(state.required("optimizer_steps").asLong(), moments);
        return new Checkpoint(state.required("step").asInt(), new TrainingState(adapter, optimizer), metrics);
    }

    /** Whether the files are of a version that named the run in them, and wrote a manifest after them. */
    static boolean haveManifest(Path folder) throws IOException {
        return JSON.readTree(folder.resolve(STATE).toFile()).has(RUN);
    }

    /** Copies a file, and gives its SHA-256 (hex). */
    static String copy(InputStream in, OutputStream out) throws IOException {
        DigestInputStream digested = new DigestInputStream(in, DigestUtils.getSha256Digest());
        digested.transferTo(out);
        return Hex.encodeHexString(digested.getMessageDigest().digest());
    }

    private static SortedMap<String, FloatTensor> moments(Checkpoint checkpoint) {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        checkpoint
                .state()
                .optimizer()
                .export()
                .forEach((name, values) -> tensors.put(name, new FloatTensor(new int[] {values.length}, values)));
        return tensors;
    }

    private static SortedMap<String, FloatTensor> tensors(Path file) {
        SafetensorsFile safetensors = SafetensorsFile.open(file);
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        safetensors.names().forEach(name -> tensors.put(name, safetensors.read(name)));
        return tensors;
    }

    private static ObjectNode kind(AdapterKind kind) {
        ObjectNode node = JSON.createObjectNode();
        if (kind instanceof AdapterKind.Lora lora) {
            node.put("type", "lora").put("rank", lora.rank()).put("alpha", lora.alpha());
            lora.targetModules().stream().sorted().forEach(node.putArray("target_modules")::add);
            return node;
        }
        return node.put("type", "all_parameters");
    }

    private static AdapterKind kind(JsonNode node) {
        if (node.required("type").asText().equals("all_parameters")) {
            return new AdapterKind.AllParameters();
        }
        Set<String> modules = new HashSet<>();
        node.required("target_modules").forEach(module -> modules.add(module.asText()));
        return new AdapterKind.Lora(
                node.required("rank").asInt(), node.required("alpha").asDouble(), modules);
    }
}
