package dev.hone.config.section;

import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.policy.reasoning.ReasoningStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The section {@code reasoning} of {@code model}. */
final class ReasoningKeys {

    static final Key<ReasoningSpec.Kind> KIND = Key.of(
                    "kind",
                    new Choice<>(kinds()),
                    "whether completions have think blocks; auto: where the chat template knows the closing marker")
            .or(ReasoningSpec.Kind.AUTO);

    static final Key<String> OPEN =
            Key.of("open", KeyTypes.TEXT, "begins a think block").or(ReasoningStyle.Think.DEFAULT_OPEN);

    static final Key<String> CLOSE =
            Key.of("close", KeyTypes.TEXT, "ends a think block").or(ReasoningStyle.Think.DEFAULT_CLOSE);

    static final Key<Integer> MAX_THINKING_TOKENS = Key.atLeast(
            Key.of(
                            "maxThinkingTokens",
                            KeyTypes.WHOLE_NUMBER,
                            "tokens of thinking after which the sampler closes the block, so that an answer follows; 0: not limited")
                    .or(0),
            0,
            100_000_000);

    static final Key<ReasoningSpec> REASONING = SectionType.withDefaults(new Section<>(
            "reasoning",
            "think blocks, which rewards do not see",
            List.of(KIND, OPEN, CLOSE, MAX_THINKING_TOKENS),
            values -> new ReasoningSpec(
                    values.get(KIND),
                    new ReasoningStyle.Think(values.get(OPEN), values.get(CLOSE), values.get(MAX_THINKING_TOKENS)))));

    private ReasoningKeys() {}

    private static Map<String, ReasoningSpec.Kind> kinds() {
        Map<String, ReasoningSpec.Kind> kinds = new LinkedHashMap<>();
        for (ReasoningSpec.Kind kind : ReasoningSpec.Kind.values()) {
            kinds.put(kind.name().toLowerCase(Locale.ROOT), kind);
        }
        return kinds;
    }
}
