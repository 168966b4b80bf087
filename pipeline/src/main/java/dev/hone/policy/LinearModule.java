package dev.hone.policy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The linear layers of a block, in the order in which the program takes them. */
enum LinearModule {
    Q_PROJ("self_attn"),
    K_PROJ("self_attn"),
    V_PROJ("self_attn"),
    O_PROJ("self_attn"),
    GATE_PROJ("mlp"),
    UP_PROJ("mlp"),
    DOWN_PROJ("mlp");

    private final String part;

    LinearModule(String part) {
        this.part = part;
    }

    /** PEFT's name of the module, such as q_proj. */
    String target() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The module's name in the checkpoint. */
    String name(int layer) {
        return "model.layers." + layer + "." + part + "." + target();
    }

    /** PEFT's name of the module's A or B. */
    String loraName(int layer, String matrix) {
        return "base_model.model." + name(layer) + ".lora_" + matrix + ".weight";
    }

    boolean hasBias(ModelConfig config) {
        return part.equals("mlp") ? config.mlpBias() : config.attentionBias();
    }

    /** Rows and columns of the weight: outputs, inputs. */
    int[] shape(ModelConfig config) {
        int queries = config.heads() * config.headDim();
        int keys = config.keyValueHeads() * config.headDim();
        return switch (this) {
            case Q_PROJ -> new int[] {queries, config.hiddenSize()};
            case K_PROJ, V_PROJ -> new int[] {keys, config.hiddenSize()};
            case O_PROJ -> new int[] {config.hiddenSize(), queries};
            case GATE_PROJ, UP_PROJ -> new int[] {config.intermediateSize(), config.hiddenSize()};
            case DOWN_PROJ -> new int[] {config.hiddenSize(), config.intermediateSize()};
        };
    }

    /** The names of all of them, as PEFT writes them. */
    static Set<String> targets() {
        return Arrays.stream(values()).map(LinearModule::target).collect(Collectors.toUnmodifiableSet());
    }
}
