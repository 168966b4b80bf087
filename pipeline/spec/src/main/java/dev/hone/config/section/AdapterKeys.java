package dev.hone.config.section;

import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.config.key.Values;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.architecture.LinearModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The section {@code adapter}. */
final class AdapterKeys {

    private static final String LORA = "lora";
    private static final String ALL_PARAMETERS = "all-parameters";
    private static final List<String> ALL_LINEAR = List.of(AdapterKind.Lora.ALL_LINEAR);

    static final Key<String> KIND =
            Key.of("kind", new Choice<>(kinds()), "which weights are trained").or(LORA);

    static final Key<Integer> RANK = Key.integer("rank", "rank of the low-rank matrices")
            .atLeast(1)
            .atMost(8_192)
            .or(16);

    static final Key<Double> ALPHA = Key.number("alpha", "the update is scaled by alpha / rank")
            .above(0)
            .atMost(100_000)
            .or(32.0);

    static final Key<List<String>> TARGET_MODULES = Key.texts(
                    "targetModules", "adapted linear layers by PEFT's names, or all-linear")
            .or(ALL_LINEAR);

    static final Section<AdapterKind> SECTION = new Section<>(
            "adapter",
            "which weights are trained: a low-rank adapter (LoRA), or all of them",
            List.of(KIND, RANK, ALPHA, TARGET_MODULES),
            AdapterKeys::kind);

    private AdapterKeys() {}

    private static AdapterKind kind(Values values) {
        if (values.get(KIND).equals(ALL_PARAMETERS)) {
            return new AdapterKind.AllParameters();
        }
        return new AdapterKind.Lora(values.get(RANK), values.get(ALPHA), modules(values.get(TARGET_MODULES)));
    }

    private static Set<String> modules(List<String> written) {
        if (written.equals(ALL_LINEAR)) {
            return Set.copyOf(ALL_LINEAR);
        }
        for (String module : written) {
            if (!LinearModule.allTargets().contains(module)) {
                throw new IllegalArgumentException("targetModules must be all-linear or some of "
                        + String.join(", ", new TreeSet<>(LinearModule.allTargets())) + ", got '" + module + "'");
            }
        }
        return Set.copyOf(written);
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put(LORA, LORA);
        kinds.put(ALL_PARAMETERS, ALL_PARAMETERS);
        return kinds;
    }
}
