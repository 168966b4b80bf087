package dev.hone.policy.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the attention's window from config.json, in the two ways in which the families write it. */
final class WindowReader {

    private static final String WINDOW = "sliding_window";
    private static final String LAYERS = "layer_types";
    private static final int DEFAULT_SWITCHED_WINDOW = 4096;
    private static final int DEFAULT_FIRST_LAYER = 28;

    private WindowReader() {}

    /**
     * Mistral and Phi-3: the window is in every layer, or null for none.
     *
     * @param absent tokens of the window where the field is missing; 0 for none
     */
    static AttentionWindow everywhere(ConfigFields fields, int layers, int absent) {
        int tokens = fields.root().has(WINDOW) ? nullable(fields) : absent;
        return tokens > 0 ? AttentionWindow.everywhere(tokens, layers) : AttentionWindow.none(layers);
    }

    /** Qwen: the window holds where use_sliding_window is true, in the layers that layer_types names or from max_window_layers on. */
    static AttentionWindow switched(ConfigFields fields, int layers) {
        int tokens = fields.flag("use_sliding_window")
                ? fields.root().has(WINDOW) ? nullable(fields) : DEFAULT_SWITCHED_WINDOW
                : 0;
        if (tokens == 0) {
            return AttentionWindow.none(layers);
        }
        if (fields.present(LAYERS).isEmpty()) {
            return AttentionWindow.from(firstLayer(fields), tokens, layers);
        }
        List<Boolean> sliding = new ArrayList<>();
        fields.root().path(LAYERS).forEach(type -> sliding.add(type.asText().equals("sliding_attention")));
        return sliding.contains(true) ? new AttentionWindow(tokens, sliding) : AttentionWindow.none(layers);
    }

    /** Refuses layer_types that say something else than what was read from the other fields. */
    static void requireAgreement(ConfigFields fields, AttentionWindow window) {
        if (fields.present(LAYERS).isEmpty()) {
            return;
        }
        List<String> expected = window.slidingLayers().stream()
                .map(sliding -> sliding ? "sliding_attention" : "full_attention")
                .toList();
        List<String> written = new ArrayList<>();
        fields.root().path(LAYERS).forEach(type -> written.add(type.asText()));
        if (!written.equals(expected)) {
            throw fields.refusal(
                    LAYERS, "the other fields of the file ask for " + expected + " in the layers", Architecture.fix());
        }
    }

    private static int firstLayer(ConfigFields fields) {
        JsonNode first = fields.present("max_window_layers").orElse(IntNode.valueOf(DEFAULT_FIRST_LAYER));
        if (!first.isIntegralNumber() || first.intValue() < 0) {
            throw fields.refusal(
                    "max_window_layers",
                    "must be a whole number of at least 0",
                    "Take the file from the model's own repository");
        }
        return first.intValue();
    }

    private static int nullable(ConfigFields fields) {
        return fields.present(WINDOW).isPresent() ? fields.count(WINDOW, Integer.MAX_VALUE) : 0;
    }
}
