package dev.hone.train.plan;

import dev.hone.schema.PromptRow;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Prompts in the order of a key, equal keys by prompt id. The key of each prompt, a hash as a rule, is computed once. */
final class PromptOrder {

    private PromptOrder() {}

    private record Keyed<K>(K key, PromptRow prompt) {}

    static <K extends Comparable<K>> List<PromptRow> by(List<PromptRow> prompts, Function<PromptRow, K> key) {
        return prompts.stream()
                .map(prompt -> new Keyed<>(key.apply(prompt), prompt))
                .sorted(Comparator.comparing((Keyed<K> keyed) -> keyed.key())
                        .thenComparing(keyed -> keyed.prompt().promptId()))
                .map(Keyed::prompt)
                .toList();
    }
}
