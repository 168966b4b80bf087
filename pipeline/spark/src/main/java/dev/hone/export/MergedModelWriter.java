package dev.hone.export;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ModelException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterMerge;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Writes a merged model as a whole Hugging Face directory: weights, the configuration, the tokenizer's files. */
final class MergedModelWriter {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path TEMPLATES = Path.of("additional_chat_templates");
    private static final Set<String> COPIED = Set.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "tokenizer.model",
            "generation_config.json",
            "chat_template.jinja",
            "LICENSE",
            "LICENSE.txt",
            "LICENSE.md",
            "NOTICE",
            "NOTICE.txt");

    private final ModelDirectory base;
    private final MergedTypes types;
    private final long maxShardBytes;

    MergedModelWriter(MergedTypes types, long maxShardBytes) {
        this.base = types.base();
        this.types = types;
        this.maxShardBytes = maxShardBytes;
    }

    void write(Path directory, Adapter adapter) throws IOException {
        Files.createDirectories(directory);
        writeConfig(directory);
        copyFiles(base.path(), directory, COPIED);
        if (Files.isDirectory(base.path().resolve(TEMPLATES))) {
            copyTemplates(directory.resolve(TEMPLATES));
        }
        writeWeights(directory, new AdapterMerge(base, adapter));
    }

    /** The base's configuration, except the type of the weights, which need not be what the base says. */
    private void writeConfig(Path directory) throws IOException {
        ObjectNode config = baseConfig();
        config.put(config.has("dtype") ? "dtype" : "torch_dtype", types.main().dtype());
        Files.writeString(directory.resolve("config.json"), JSON.writeValueAsString(config) + "\n");
    }

    private ObjectNode baseConfig() {
        Path file = base.path().resolve("config.json");
        try {
            return (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ModelException(
                    file + " cannot be read any more: " + e.getMessage() + ". Check the base model", e);
        }
    }

    private static void copyFiles(Path from, Path to, Set<String> names) throws IOException {
        for (String name : names) {
            if (Files.isRegularFile(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name));
            }
        }
    }

    private void copyTemplates(Path to) throws IOException {
        Files.createDirectories(to);
        Path from = base.path().resolve(TEMPLATES);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void writeWeights(Path directory, AdapterMerge merge) throws IOException {
        List<SortedMap<String, int[]>> shards = ShardPlan.of(merge.shapes(), types::of, maxShardBytes);
        if (shards.size() == 1) {
            write(directory.resolve("model.safetensors"), shards.get(0), merge);
            return;
        }
        ObjectNode index = JSON.createObjectNode();
        index.putObject("metadata").put("total_size", ShardPlan.bytes(merge.shapes(), types::of));
        ObjectNode files = index.putObject("weight_map");
        for (int i = 0; i < shards.size(); i++) {
            String name = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
            write(directory.resolve(name), shards.get(i), merge);
            shards.get(i).keySet().forEach(tensor -> files.put(tensor, name));
        }
        Files.writeString(directory.resolve("model.safetensors.index.json"), JSON.writeValueAsString(index) + "\n");
    }

    private void write(Path file, SortedMap<String, int[]> shapes, AdapterMerge merge) {
        SafetensorsWriter.write(file, shapes, types::of, name -> types.checked(name, merge.tensor(name)));
    }
}
