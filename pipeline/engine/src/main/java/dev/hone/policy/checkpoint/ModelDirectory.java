package dev.hone.policy.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.ModelException;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.architecture.ModelConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
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
    private Optional<ModelFiles> files = Optional.empty();

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
                    opened.computeIfAbsent(field.getValue().asText(), name -> SafetensorsFile.open(shard(path, name)));
            if (!shard.names().contains(field.getKey())) {
                throw new ModelException(path.resolve(field.getValue().asText()) + " has no tensor " + field.getKey()
                        + ", although " + INDEX + " says so. Download the shards again");
            }
            tensors.put(field.getKey(), shard);
        }
        files.addAll(opened.keySet());
        files.add(INDEX);
    }

    /** A file of the directory itself: an index cannot make Hone read another one. */
    private static Path shard(Path path, String name) {
        if (name.isEmpty() || !Path.of(name).getFileName().toString().equals(name) || name.equals("..")) {
            throw new ModelException(path.resolve(INDEX) + " names the file '" + name
                    + "', which is not one of its own folder. Download the model again");
        }
        return path.resolve(name);
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

    /** The type that a tensor is stored in. */
    public WeightType type(String name) {
        return file(name).type(name);
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

    /** Some rows of a tensor, converted to fp32. */
    public float[] rows(String name, int first, int count) {
        return file(name).rows(name, first, count);
    }

    /** What config.json and the files of the weights hold. Read once per instance. */
    public synchronized ModelFiles files() {
        if (files.isEmpty()) {
            SortedSet<String> names = new TreeSet<>(weightFiles);
            names.add("config.json");
            files = Optional.of(ModelFiles.hash(path, names));
        }
        return files.get();
    }

    /** SHA-256 (hex) over config.json and the files of the weights: the identity of the base model. */
    public String sha256() {
        return files().combined();
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
