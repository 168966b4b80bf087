package dev.hone.policy.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The linear layers of a block. */
public enum LinearModule {
    Q_PROJ("self_attn"),
    K_PROJ("self_attn"),
    V_PROJ("self_attn"),
    QKV_PROJ("self_attn"),
    O_PROJ("self_attn"),
    GATE_PROJ("mlp"),
    UP_PROJ("mlp"),
    GATE_UP_PROJ("mlp"),
    DOWN_PROJ("mlp");

    /** A matrix for each. */
    public static final List<LinearModule> SEPARATE =
            List.of(Q_PROJ, K_PROJ, V_PROJ, O_PROJ, GATE_PROJ, UP_PROJ, DOWN_PROJ);

    /** Queries, keys and values in one matrix, in this order of rows; gate and up in another. */
    static final List<LinearModule> FUSED = List.of(QKV_PROJ, O_PROJ, GATE_UP_PROJ, DOWN_PROJ);

    static final Set<LinearModule> ATTENTION = Set.of(Q_PROJ, K_PROJ, V_PROJ, O_PROJ);
    static final Set<LinearModule> MLP = Set.of(GATE_PROJ, UP_PROJ, DOWN_PROJ);

    private final String part;

    LinearModule(String part) {
        this.part = part;
    }

    /** PEFT's name of the module, such as q_proj. */
    public String target() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The module's name in the checkpoint. */
    public String name(int layer) {
        return "model.layers." + layer + "." + part + "." + target();
    }

    /** PEFT's name of the module's A or B. */
    public String loraName(int layer, String matrix) {
        return "base_model.model." + name(layer) + ".lora_" + matrix + ".weight";
    }

    /** Rows and columns of the weight: outputs, inputs. */
    public int[] shape(ModelConfig config) {
        int queries = config.heads() * config.headDim();
        int keys = config.keyValueHeads() * config.headDim();
        return switch (this) {
            case Q_PROJ -> new int[] {queries, config.hiddenSize()};
            case K_PROJ, V_PROJ -> new int[] {keys, config.hiddenSize()};
            case QKV_PROJ -> new int[] {queries + 2 * keys, config.hiddenSize()};
            case O_PROJ -> new int[] {config.hiddenSize(), queries};
            case GATE_PROJ, UP_PROJ -> new int[] {config.intermediateSize(), config.hiddenSize()};
            case GATE_UP_PROJ -> new int[] {2 * config.intermediateSize(), config.hiddenSize()};
            case DOWN_PROJ -> new int[] {config.hiddenSize(), config.intermediateSize()};
        };
    }

    /** The names of these modules, as PEFT writes them. */
    public static Set<String> targets(List<LinearModule> modules) {
        return modules.stream().map(LinearModule::target).collect(Collectors.toUnmodifiableSet());
    }

    /** The names of the linear layers of every architecture, as PEFT writes them. */
    public static Set<String> allTargets() {
        return targets(Arrays.asList(values()));
    }
}
