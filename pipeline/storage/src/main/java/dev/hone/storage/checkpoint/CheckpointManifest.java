package dev.hone.storage.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a checkpoint consists of. Its own hash, which its row of the steps table records, stands for the whole checkpoint: the same run gives
 * the same hash, however often it was interrupted.
 *
 * @param runId the run
 * @param step steps done
 * @param files SHA-256 (hex) of each file by its name
 */
record CheckpointManifest(String runId, int step, SortedMap<String, String> files) {

    static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    CheckpointManifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    byte[] bytes() {
        ObjectNode manifest = JSON.createObjectNode().put("run_id", runId).put("step", step);
        ObjectNode hashes = manifest.putObject("sha256");
        files.forEach(hashes::put);
        return manifest.toPrettyString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** SHA-256 (hex) of the manifest, and so of all that it lists. */
    String sha256() {
        return DigestUtils.sha256Hex(bytes());
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException when it is none
     */
    static CheckpointManifest parse(byte[] bytes) throws IOException {
        JsonNode manifest = JSON.readTree(bytes);
        SortedMap<String, String> files = new TreeMap<>();
        manifest.path("sha256")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return new CheckpointManifest(
                manifest.path("run_id").asText(), manifest.path("step").asInt(), files);
    }
}
