package dev.hone.policy.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ModelException;
import dev.hone.policy.adapter.AdapterKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each architecture makes of its config.json, where fields are missing too, and which values are refused. */
class TestModelConfigs {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LAYERS = 3;

    @TempDir
    private Path folder;

    @Test
    void aLlamaWithoutOptionalFieldsHasTheDefaultsOfItsClass() throws IOException {
        ModelConfig config = read("llama", "{}");
        assertThat(config.keyValueHeads()).isEqualTo(64);
        assertThat(config.headDim()).isEqualTo(8);
        assertThat(config.maxPositions()).isEqualTo(2048);
        assertThat(config.rmsNormEpsilon()).isEqualTo(1e-6);
        assertThat(config.ropeTheta()).isEqualTo(10_000);
        assertThat(config.tiedHead()).isFalse();
        assertThat(config.blocks()).isEqualTo(plain(LinearModule.SEPARATE));
    }

    @Test
    void aLlamaTakesItsBiasesFromTheConfig() throws IOException {
        assertThat(read("llama", "{'attention_bias': true}").blocks().biased()).isEqualTo(LinearModule.ATTENTION);
        assertThat(read("llama", "{'mlp_bias': true}").blocks().biased()).isEqualTo(LinearModule.MLP);
    }

    @Test
    void aMistralHasAWindowUnlessItIsNull() throws IOException {
        ModelConfig config = read("mistral", "{}");
        assertThat(config.keyValueHeads()).isEqualTo(8);
        assertThat(config.maxPositions()).isEqualTo(131_072);
        assertThat(config.blocks().window()).isEqualTo(AttentionWindow.everywhere(4096, LAYERS));
        assertThat(read("mistral", "{'sliding_window': 16}").blocks().window())
                .isEqualTo(AttentionWindow.everywhere(16, LAYERS));
        assertThat(read("mistral", "{'sliding_window': null}").blocks().window())
                .isEqualTo(AttentionWindow.none(LAYERS));
    }

    @Test
    void aWindowThatTheContextCannotReachIsNone() throws IOException {
        assertThat(read("mistral", "{'sliding_window': 512, 'max_position_embeddings': 512}")
                        .blocks()
                        .window())
                .isEqualTo(AttentionWindow.none(LAYERS));
    }

    @Test
    void aQwen2HasBiasesOnQueriesKeysAndValuesAlone() throws IOException {
        BlockLayout blocks = read("qwen2", "{'attention_bias': false}").blocks();
        assertThat(blocks.biased())
                .containsExactlyInAnyOrder(LinearModule.Q_PROJ, LinearModule.K_PROJ, LinearModule.V_PROJ);
        assertThat(blocks.headNorms()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'sliding_window': 8}                                                      | 0 | FFF",
                "{'use_sliding_window': true, 'sliding_window': 8}                          | 0 | FFF",
                "{'use_sliding_window': true, 'sliding_window': 8, 'max_window_layers': 1}  | 8 | FTT",
                "{'use_sliding_window': true, 'max_window_layers': 0}                       | 4096 | TTT",
                "{'use_sliding_window': true, 'sliding_window': null, 'max_window_layers': 0} | 0 | FFF",
                "{'use_sliding_window': true, 'sliding_window': 8, 'layer_types': ['sliding_attention',"
                        + " 'full_attention', 'sliding_attention']} | 8 | TFT",
            })
    void aQwenHasItsWindowWhereItIsSwitchedOn(String changes, int tokens, String limited) throws IOException {
        List<Boolean> layers = limited.chars().mapToObj(c -> c == 'T').toList();
        for (String type : List.of("qwen2", "qwen3")) {
            assertThat(read(type, changes).blocks().window()).isEqualTo(new AttentionWindow(tokens, layers));
        }
    }

    @Test
    void aQwen3NormalisesHeadsOf128Channels() throws IOException {
        ModelConfig config = read("qwen3", "{}");
        assertThat(config.headDim()).isEqualTo(128);
        assertThat(config.keyValueHeads()).isEqualTo(32);
        assertThat(config.blocks().headNorms()).isTrue();
        assertThat(config.blocks().biased()).isEmpty();
        assertThat(read("qwen3", "{'attention_bias': true}").blocks().biased()).isEqualTo(LinearModule.ATTENTION);
        assertThat(WeightLayout.shapes(config).get("model.layers.2.self_attn.k_norm.weight"))
                .containsExactly(128);
    }

    @Test
    void aPhi3HasFusedMatrices() throws IOException {
        ModelConfig config = read("phi3", "{'num_key_value_heads': 16}");
        assertThat(config.rmsNormEpsilon()).isEqualTo(1e-5);
        assertThat(config.blocks()).isEqualTo(plain(LinearModule.FUSED));
        assertThat(read("phi3", "{'sliding_window': 2047}").blocks().window())
                .isEqualTo(AttentionWindow.everywhere(2047, LAYERS));
        assertThat(WeightLayout.shapes(config).get("model.layers.0.self_attn.qkv_proj.weight"))
                .containsExactly((64 + 2 * 16) * 8, 512);
        assertThat(WeightLayout.shapes(config).get("model.layers.0.mlp.gate_up_proj.weight"))
                .containsExactly(2 * 100, 512);
        assertThat(AdapterKind.Lora.allLinear(1, 1).on(config).targetModules())
                .containsExactlyInAnyOrder("qkv_proj", "o_proj", "gate_up_proj", "down_proj");
    }

    @Test
    void theCodeThatPhi3sRepositoryBringsAlongIsKnown() throws IOException {
        String code = "{'auto_map': {'AutoModelForCausalLM': 'modeling_phi3.Phi3ForCausalLM'}}";
        assertThat(read("phi3", code).modelType()).isEqualTo("phi3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama   | architectures       | {'architectures': ['LlamaForSequenceClassification']}",
                "mistral | architectures       | {'architectures': ['LlamaForCausalLM']}",
                "llama   | auto_map            | {'auto_map': {'AutoModelForCausalLM': 'modeling_x.XForCausalLM'}}",
                "qwen2   | hidden_act          | {'hidden_act': 'gelu_pytorch_tanh'}",
                "llama   | sliding_window      | {'sliding_window': 4096}",
                "llama   | layer_types         | {'layer_types': ['full_attention', 'chunked_attention', 'full_attention']}",
                "mistral | layer_types         | {'layer_types': ['full_attention', 'full_attention', 'full_attention']}",
                "qwen3   | layer_types         | {'layer_types': ['sliding_attention', 'full_attention', 'full_attention']}",
                "qwen2   | max_window_layers   | {'use_sliding_window': true, 'max_window_layers': 'all'}",
                "mistral | sliding_window      | {'sliding_window': 'wide'}",
                "phi3    | partial_rotary_factor | {'partial_rotary_factor': 0.75}",
                "phi3    | rope_scaling        | {'rope_scaling': {'type': 'longrope', 'long_factor': [1], 'short_factor': [1]}}",
                "phi3    | rope_scaling        | {'rope_scaling': {'type': 'su', 'long_factor': [1], 'short_factor': [1]}}",
                "llama   | rope_scaling        | {'rope_scaling': {'rope_type': 'dynamic', 'factor': 2.0}}",
                "llama   | rope_scaling        | {'rope_scaling': 'linear'}",
                "qwen2   | rope_scaling        | {'rope_scaling': {'rope_type': 'default', 'mrope_section': [16, 24, 24]}}",
                "llama   | rope_scaling        | {'rope_scaling': {'type': 'linear', 'factor': 2}, 'rope_parameters': {'rope_theta': 5}}",
                "qwen3   | rope_parameters     | {'rope_parameters': {'rope_type': 'yarn', 'factor': 4.0}}",
                "qwen3   | rope_parameters     | {'rope_parameters': {'full_attention': {'rope_theta': 1e6}}}",
                "phi3    | rope_parameters     | {'rope_parameters': {'rope_theta': 1e4, 'partial_rotary_factor': 0.75}}",
                "llama   | factor              | {'rope_scaling': {'type': 'linear'}}",
                "llama   | quantization_config | {'quantization_config': {'quant_method': 'bitsandbytes'}}",
                "qwen2   | use_mrope           | {'use_mrope': true}",
                "qwen2   | dual_chunk_attention_config | {'dual_chunk_attention_config': {'chunk_size': 1}}",
                "qwen2   | is_causal           | {'is_causal': false}",
                "mistral | num_local_experts   | {'num_local_experts': 8}",
                "llama   | attention_bias      | {'attention_bias': 'yes'}",
                "llama   | tie_word_embeddings | {'tie_word_embeddings': 1}",
                "llama   | num_key_value_heads | {'num_key_value_heads': 3}",
                "llama   | num_key_value_heads | {'head_dim': 7}",
                "qwen3   | rms_norm_eps        | {'rms_norm_eps': 0}",
                "llama   | vocab_size          | {'vocab_size': 4294967424}",
                "llama   | vocab_size          | {'vocab_size': 2000000000}",
                "llama   | hidden_size         | {'hidden_size': 18446744073709551680}",
                "llama   | hidden_size         | {'hidden_size': '512'}",
                "llama   | num_hidden_layers   | {'num_hidden_layers': 1000000000}",
                "llama   | intermediate_size   | {'intermediate_size': 2147483647}",
                "llama   | num_attention_heads | {'num_attention_heads': 2147483647}",
                "llama   | head_dim            | {'head_dim': 2147483646}",
                "llama   | max_position_embeddings | {'max_position_embeddings': 2147483647}",
                "llama   | eos_token_id        | {'eos_token_id': 384}",
                "llama   | eos_token_id        | {'eos_token_id': [2, -1]}",
                "llama   | eos_token_id        | {'eos_token_id': ['</s>']}",
                "llama   | eos_token_id        | {'eos_token_id': 4294967298}",
            })
    void aValueThatWouldChangeTheNumbersIsRefusedByItsField(String type, String field, String changes) {
        assertThatThrownBy(() -> read(type, changes))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("config.json: " + field + " is ")
                .hasMessageMatching("(?s).*(Use|Take|Check|Remove) .*");
    }

    private static BlockLayout plain(List<LinearModule> modules) {
        return new BlockLayout(
                modules, Collections.emptySet(), false, new AttentionWindow(0, Collections.nCopies(LAYERS, false)));
    }

    private ModelConfig read(String type, String changes) throws IOException {
        ObjectNode config = JSON.createObjectNode();
        config.put("model_type", type);
        config.put("vocab_size", 384);
        config.put("hidden_size", 512);
        config.put("intermediate_size", 100);
        config.put("num_hidden_layers", LAYERS);
        config.put("num_attention_heads", 64);
        config.setAll((ObjectNode) JSON.readTree(changes.replace('\'', '"')));
        Files.writeString(folder.resolve("config.json"), config.toString());
        return ModelConfigReader.read(folder);
    }
}
