package dev.hone.policy.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Fields of config.json that ask for mathematics that no supported architecture has here, and the values that leave it alone. */
final class UnsupportedFields {

    private static final Set<String> NONE = Set.of();
    private static final Set<String> OFF = Set.of("false");
    private static final Set<String> ONE = Set.of("1", "1.0");
    private static final String UNQUANTISED = "Use the checkpoint whose weights are F32, F16 or BF16";

    private static final List<Neutral> FIELDS = List.of(
            new Neutral("quantization_config", NONE, UNQUANTISED),
            new Neutral("compression_config", NONE, UNQUANTISED),
            new Neutral("hidden_act", Set.of("silu", "swish"), Architecture.fix()),
            new Neutral("hidden_activation", Set.of("silu", "swish"), Architecture.fix()),
            new Neutral("attn_logit_softcapping", NONE, Architecture.fix()),
            new Neutral("final_logit_softcapping", NONE, Architecture.fix()),
            new Neutral("query_pre_attn_scalar", NONE, Architecture.fix()),
            new Neutral("attention_multiplier", NONE, Architecture.fix()),
            new Neutral("clip_qkv", NONE, Architecture.fix()),
            new Neutral("use_qk_norm", OFF, Architecture.fix()),
            new Neutral("qk_layernorm", OFF, Architecture.fix()),
            new Neutral("partial_rotary_factor", ONE, Architecture.fix()),
            new Neutral("rope_interleaved", OFF, Architecture.fix()),
            new Neutral("use_mrope", OFF, Architecture.fix()),
            new Neutral("no_rope_layers", NONE, Architecture.fix()),
            new Neutral("attention_chunk_size", NONE, Architecture.fix()),
            new Neutral("dual_chunk_attention_config", NONE, Architecture.fix()),
            new Neutral("num_experts", NONE, Architecture.fix()),
            new Neutral("num_local_experts", NONE, Architecture.fix()),
            new Neutral("n_routed_experts", NONE, Architecture.fix()),
            new Neutral("logits_scaling", ONE, Architecture.fix()),
            new Neutral("logit_scale", ONE, Architecture.fix()),
            new Neutral("embedding_multiplier", ONE, Architecture.fix()),
            new Neutral("residual_multiplier", ONE, Architecture.fix()),
            new Neutral("is_causal", Set.of("true"), Architecture.fix()),
            new Neutral("use_bidirectional_attention", OFF, Architecture.fix()),
            new Neutral("is_encoder_decoder", OFF, Architecture.fix()),
            new Neutral("add_cross_attention", OFF, Architecture.fix()));

    private record Neutral(String field, Set<String> allowed, String fix) {}

    private UnsupportedFields() {}

    /** Refuses the first of them that is there with a value that changes the mathematics. */
    static void refuse(ConfigFields fields, Architecture architecture) {
        for (Neutral neutral : FIELDS) {
            boolean fits = fields.present(neutral.field())
                    .map(node -> neutral.allowed().contains(node.asText()))
                    .orElse(true);
            if (!fits) {
                String allowed = neutral.allowed().isEmpty()
                        ? ""
                        : ", only "
                                + String.join(
                                        " or ",
                                        neutral.allowed().stream().sorted().toList());
                throw fields.refusal(neutral.field(), "this is not supported" + allowed, neutral.fix());
            }
        }
        refuseOtherCode(fields, architecture);
    }

    /** Code that a checkpoint brings along may compute anything; that of the family's own class is what transformers has since taken in. */
    private static void refuseOtherCode(ConfigFields fields, Architecture architecture) {
        JsonNode code = fields.root().path("auto_map").path("AutoModelForCausalLM");
        if (code.isTextual() && !code.textValue().endsWith("." + architecture.className())) {
            throw fields.refusal(
                    "auto_map", "only code of the class " + architecture.className() + " is known", Architecture.fix());
        }
    }
}
