package dev.hone.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A Hugging Face model directory: config.json and the weights, in one safetensors file or in shards with an index. */
public final class ModelDirectory {

    private static final String INDEX = "model.safetensors.index.json";
    private static final String SINGLE = "model.safetensors";

    private final Path path;
    private final ModelConfig config;
    private final SortedMap<String, SafetensorsFile> tensors;
    private final SortedSet<String> weightFiles;
    private Optional<String> sha256 = Optional.empty();

    private ModelDirectory(
            Path path, ModelConfig config, SortedMap<String, SafetensorsFile> tensors, SortedSet<String> weightFiles) {
        this.path = path;
        this.config = config;
        this.tensors = tensors;
        this.weightFiles = weightFiles;
    }

    /** Reads the configuration and the headers of the weights; no weights yet. */
    public static ModelDirectory open(Path path) {
        ModelConfig config = ModelConfigReader.read(path);
        SortedMap<String, SafetensorsFile> tensors = new TreeMap<>();
        SortedSet<String> files = new TreeSet<>();
        if (Files.exists(path.resolve(SINGLE))) {
            SafetensorsFile file = SafetensorsFile.open(path.resolve(SINGLE));
            file.names().forEach(name -> tensors.put(name, file));
            files.add(SINGLE);
        } else if (Files.exists(path.resolve(INDEX))) {
            readShards(path, tensors, files);
        } else {
            throw new ModelException(path + " has no weights: neither " + SINGLE + " nor " + INDEX
                    + " is there. Convert the checkpoint to safetensors");
        }
        return new ModelDirectory(path, config, Collections.unmodifiableSortedMap(tensors), files);
    }

    private static void readShards(Path path, SortedMap<String, SafetensorsFile> tensors, SortedSet<String> files) {
        JsonNode map = ModelConfigReader.open(path.resolve(INDEX)).root().path("weight_map");
        Map<String, SafetensorsFile> opened = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = map.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            SafetensorsFile shard =
                    opened.computeIfAbsent(field.getValue().asText(), name -> SafetensorsFile.open(path.resolve(name)));
            if (!shard.names().contains(field.getKey())) {
                throw new ModelException(path.resolve(field.getValue().asText()) + " has no tensor " + field.getKey()
                        + ", although " + INDEX + " says so. Download the shards again");
            }
            tensors.put(field.getKey(), shard);
        }
        files.addAll(opened.keySet());
        files.add(INDEX);
    }

    public Path path() {
        return path;
    }

    public ModelConfig config() {
        return config;
    }

    /** Names of all tensors in the checkpoint. */
    public SortedSet<String> tensorNames() {
        return new TreeSet<>(tensors.keySet());
    }

    /** Sizes of a tensor's axes. */
    public int[] shape(String name) {
        return file(name).shape(name);
    }

    /** Number of parameters: elements of all tensors. */
    public long parameters() {
        return tensors.keySet().stream()
                .mapToLong(name -> Arrays.stream(shape(name)).asLongStream().reduce(1, Math::multiplyExact))
                .sum();
    }

    /** A tensor, converted to fp32. */
    public FloatTensor tensor(String name) {
        return file(name).read(name);
    }

    /**
     * SHA-256 (hex) over config.json and the files of the weights, names and contents, in the order of their names: the identity of the
     * base model. Computed once per instance; it reads all weights (about 1 s per GB).
     */
    public synchronized String sha256() {
        if (sha256.isEmpty()) {
            sha256 = Optional.of(hash());
        }
        return sha256.get();
    }

    private String hash() {
        SortedSet<String> files = new TreeSet<>(weightFiles);
        files.add("config.json");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : files) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                try (InputStream in = new DigestInputStream(Files.newInputStream(path.resolve(name)), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new ModelException(
                    path + " cannot be read: " + e.getMessage() + ". Check the path and its permissions", e);
        }
    }

    private SafetensorsFile file(String name) {
        SafetensorsFile file = tensors.get(name);
        if (file == null) {
            throw new ModelException(path + " has no tensor " + name
                    + ", which config.json asks for. Check that config.json" + " and the weights belong together");
        }
        return file;
    }
}
