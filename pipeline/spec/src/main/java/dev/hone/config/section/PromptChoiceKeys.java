package dev.hone.config.section;

import dev.hone.config.key.Conflict;
import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
import dev.hone.config.key.MetadataFilterType;
import dev.hone.config.key.PlainValuesType;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.config.key.Values;
import dev.hone.redact.Redaction;
import dev.hone.redact.RedactionKind;
import dev.hone.settings.ingest.AgentLoops;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.MetadataFilter;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSample;
import dev.hone.settings.ingest.TimeRange;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of the section {@code ingest} that say which of the sound records become prompts. */
final class PromptChoiceKeys {

    static final Key<MetadataFilter> METADATA = Key.of(
            "requestMetadataFilters",
            new MetadataFilterType(),
            "what requestMetadata of a log must hold: equals: {key: value}, notEquals: {key: value}, or andAll or orAll with a list of these");

    static final Key<List<String>> MODEL_IDS = Key.texts(
                    "modelIds", "calls of these models only; * stands for any characters")
            .or(List.of());

    static final Key<Instant> FROM = Key.of("from", KeyTypes.TIME, "first moment that is wanted, UTC");

    static final Key<Instant> UNTIL = Key.of("until", KeyTypes.TIME, "first moment that is not wanted any more, UTC");

    static final Key<TimeRange> TIME_RANGE = SectionType.optional(new Section<>(
            "timeRange",
            "when the calls of a log were made",
            List.of(FROM, UNTIL),
            values -> new TimeRange(
                    values.find(FROM).orElse(TimeRange.ALL.from()),
                    values.find(UNTIL).orElse(TimeRange.ALL.until()))));

    static final Key<AgentLoops> AGENT_LOOPS = Key.oneOf(
                    "agentLoops",
                    AgentLoops.values(),
                    AgentLoops::code,
                    "conversations that are logged again with every turn: as_logged: each record is a prompt; longest: only the longest is;"
                            + " by_turn: each record is, and all of a conversation are in one split")
            .or(AgentLoops.AS_LOGGED);

    static final Key<Double> SIMILARITY = Key.number(
                    "similarity", "least share of word sequences that near duplicates have in common")
            .where(value -> value > 0 && value < 1, "must be above 0 and below 1")
            .or(0.9);

    static final Key<Double> NEAR_DUPLICATES = SectionType.optional(new Section<>(
            "nearDuplicates",
            "keeps prompts out that are almost the same as another one",
            List.of(SIMILARITY),
            values -> values.get(SIMILARITY)));

    static final Key<Integer> COUNT = Key.integer("count", "greatest number of prompts in the data set")
            .atLeast(1)
            .optional();

    static final Key<Double> FRACTION = Key.number("fraction", "share of the prompts")
            .where(value -> value > 0 && value < 1, "must be above 0 and below 1")
            .optional();

    static final Key<PromptSample> SAMPLE = SectionType.optional(new Section<>(
            "sample",
            "takes some of the prompts: which ones follows from the seed and each prompt",
            List.of(COUNT, FRACTION),
            List.of(new Conflict(
                    FRACTION,
                    Set.of(COUNT, FRACTION),
                    values -> true,
                    values -> "stands beside count. Leave one of them out",
                    Key.Severity.ERROR)),
            PromptChoiceKeys::sample));

    static final Key<String> STRATIFY_BY = Key.text(
            "stratifyBy",
            "field of the metadata, such as requestMetadata.project, for each of whose values the splits' shares are met");

    static final Key<List<String>> KINDS = Key.texts(
                    "kinds", "what is found and replaced: key (secrets), email, iban, card, phone")
            .or(EnumSet.allOf(RedactionKind.class).stream()
                    .map(RedactionKind::code)
                    .toList());

    static final Key<Map<String, Object>> PATTERNS = Key.of(
                    "patterns",
                    new PlainValuesType(),
                    "regular expressions of your own, by the name that the mark gets")
            .or(Map.of());

    static final Key<Redaction> REDACTION = SectionType.optional(new Section<>(
            "redaction",
            "replaces addresses, numbers of people and secrets by marks such as [EMAIL]; off where it is not written",
            List.of(KINDS, PATTERNS),
            PromptChoiceKeys::redaction));

    static final List<Key<?>> KEYS =
            List.of(METADATA, MODEL_IDS, TIME_RANGE, AGENT_LOOPS, NEAR_DUPLICATES, SAMPLE, STRATIFY_BY, REDACTION);

    private PromptChoiceKeys() {}

    /** The choices without the seed, which belongs to the whole specification. */
    static PromptChoices choices(Values values) {
        return new PromptChoices(
                new LogFilters(
                        values.find(METADATA).orElse(LogFilters.NONE.metadata()),
                        values.get(MODEL_IDS),
                        values.find(TIME_RANGE).orElse(TimeRange.ALL)),
                values.get(AGENT_LOOPS),
                values.findDouble(NEAR_DUPLICATES),
                values.find(SAMPLE).orElse(new PromptSample.Everything()),
                PromptChoices.NONE.seed(),
                values.find(STRATIFY_BY),
                values.find(REDACTION).orElse(Redaction.NONE));
    }

    private static PromptSample sample(Values values) {
        Optional<PromptSample> count = values.find(COUNT).map(PromptSample.Count::new);
        Optional<PromptSample> fraction = values.find(FRACTION).map(PromptSample.Fraction::new);
        return count.or(() -> fraction)
                .orElseThrow(() -> new IllegalArgumentException(
                        "has neither count nor fraction. Write one of them, or leave the section out"));
    }

    private static Redaction redaction(Values values) {
        Map<String, RedactionKind> known = new LinkedHashMap<>();
        for (RedactionKind kind : RedactionKind.values()) {
            known.put(kind.code(), kind);
        }
        Set<RedactionKind> kinds = EnumSet.noneOf(RedactionKind.class);
        for (String name : values.get(KINDS)) {
            if (!known.containsKey(name)) {
                throw new IllegalArgumentException(
                        "kinds must be out of " + String.join(", ", known.keySet()) + ", got " + name);
            }
            kinds.add(known.get(name));
        }
        Map<String, String> patterns = new LinkedHashMap<>();
        values.get(PATTERNS).forEach((name, pattern) -> patterns.put(name, String.valueOf(pattern)));
        return new Redaction(kinds, patterns);
    }
}
