package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.settings.ReasoningSettings;
import java.util.List;
import java.util.Locale;

/** The section {@code reasoning} of {@code model}. */
final class ReasoningKeys {

    static final Key<ReasoningSettings.Kind> KIND = Key.oneOf(
                    "kind",
                    ReasoningSettings.Kind.values(),
                    kind -> kind.name().toLowerCase(Locale.ROOT),
                    "whether completions have think blocks; auto: where the chat template knows the closing marker")
            .or(ReasoningSettings.Kind.AUTO);

    static final Key<String> OPEN = Key.text("open", "begins a think block").or(ReasoningStyle.Think.DEFAULT_OPEN);

    static final Key<String> CLOSE = Key.text("close", "ends a think block").or(ReasoningStyle.Think.DEFAULT_CLOSE);

    static final Key<Integer> MAX_THINKING_TOKENS = Key.integer(
                    "maxThinkingTokens",
                    "tokens of thinking after which the sampler closes the block, so that an answer follows; 0: not limited")
            .atLeast(0)
            .atMost(100_000_000)
            .or(0);

    static final Key<ReasoningSettings> REASONING = SectionType.withDefaults(new Section<>(
            "reasoning",
            "think blocks, which rewards do not see",
            List.of(KIND, OPEN, CLOSE, MAX_THINKING_TOKENS),
            values -> new ReasoningSettings(
                    values.get(KIND),
                    new ReasoningStyle.Think(values.get(OPEN), values.get(CLOSE), values.get(MAX_THINKING_TOKENS)))));

    private ReasoningKeys() {}
}
