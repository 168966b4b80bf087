package dev.hone.policy;

import dev.hone.policy.architecture.ModelConfigReader;
import dev.hone.policy.architecture.WeightLayout;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A Llama checkpoint of random weights of the demo's size: hidden 128, 4 layers, V 512, about 1 M parameters. */
public final class TinyModel {

    private TinyModel() {}

    public static ModelDirectory write(Path folder) {
        String config =
                """
                {"model_type": "llama", "vocab_size": 512, "hidden_size": 128, "intermediate_size": 344,
                 "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 2,
                 "max_position_embeddings": 1024, "rms_norm_eps": 1e-5, "tie_word_embeddings": true, "eos_token_id": 2}
                """;
        try {
            Files.writeString(folder.resolve("config.json"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SplittableRandom random = new SplittableRandom(1);
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        WeightLayout.shapes(ModelConfigReader.read(folder)).forEach((name, shape) -> {
            int size = shape.length == 1 ? shape[0] : shape[0] * shape[1];
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = shape.length == 1 ? 1 : (float) ((random.nextDouble() - 0.5) * 0.15);
            }
            tensors.put(name, new FloatTensor(shape, values));
        });
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
        return ModelDirectory.open(folder);
    }
}
