package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.policy.Fixtures;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterInit;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.AdapterMerge;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestAdapterMerge {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.hone.policy.Fixtures#models")
    void theMergedModelIsAPlainModelWithThePolicysLogits(String name) throws IOException {
        ModelDirectory base = ModelDirectory.open(Fixtures.path("models/" + name));
        AdapterMerge merge = new AdapterMerge(base, PeftAdapter.read(Fixtures.path("models/" + name + "/adapter")));
        Files.copy(base.path().resolve("config.json"), folder.resolve("config.json"));
        SafetensorsWriter.write(folder.resolve("model.safetensors"), merge.shapes(), merge::tensor);
        JsonNode prompts = Fixtures.json("models/" + name + "/expected.json").get("prompts");
        ModelDirectory merged = ModelDirectory.open(folder);
        Adapter none = AdapterInit.lora(merged.config(), AdapterKind.Lora.allLinear(1, 1), 1);
        try (LastLogits logits = new LastLogits(merged)) {
            for (JsonNode prompt : prompts) {
                assertThat(logits.of(none, Fixtures.ints(prompt.get("input_ids"))))
                        .containsExactly(Fixtures.floats(prompt.at("/adapter/merged_last_logits")), within(2e-4f));
            }
        }
    }
}
