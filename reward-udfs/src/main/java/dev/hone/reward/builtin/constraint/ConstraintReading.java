package dev.hone.reward.builtin.constraint;

import dev.hone.reward.RewardParameters;
import dev.hone.reward.builtin.Excerpt;
import dev.hone.reward.grader.LabelSearch;
import dev.hone.reward.grader.constraint.Constraint;
import dev.hone.reward.grader.constraint.Language;
import dev.hone.reward.grader.constraint.Repetition;
import dev.hone.reward.grader.constraint.TextCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes constraints from their sections in a definition. */
final class ConstraintReading {

    private static final double MANY = 1e9;
    private static final String REQUIRED = "required";
    private static final String FORBIDDEN = "forbidden";
    private static final String STARTS = "starts_with";
    private static final String ENDS = "ends_with";
    private static final String LANGUAGE = "language";
    private static final String REPETITION = "repetition";
    private static final String PATTERN = "pattern";
    private static final String TAGS = "tags";
    private static final String JSON = "json";

    /** Words that are searched for, as whole words whatever their case. */
    private record Phrase(String words, LabelSearch search) {}

    private ConstraintReading() {}

    /** The constraint that the section's {@code check} names. */
    static Constraint read(RewardParameters section) {
        Set<String> checks =
                new TreeSet<>(Set.of(REQUIRED, FORBIDDEN, STARTS, ENDS, LANGUAGE, REPETITION, PATTERN, TAGS, JSON));
        checks.addAll(names(TextCount.values()));
        if (!section.has("check")) {
            section.problem("check", "is missing", "Use one of " + String.join(", ", checks));
            return text -> Optional.empty();
        }
        String check = section.choice("check", REPETITION, checks);
        return switch (check) {
            case REQUIRED -> required(phrases(section));
            case FORBIDDEN -> forbidden(phrases(section));
            case STARTS -> edge(section.requiredText("text").strip(), true);
            case ENDS -> edge(section.requiredText("text").strip(), false);
            case LANGUAGE -> language(section);
            case REPETITION -> repetition(section);
            case PATTERN -> StructureReading.pattern(section);
            case TAGS -> StructureReading.tags(section);
            case JSON -> StructureReading.json(section);
            default -> count(section, TextCount.valueOf(check.toUpperCase(Locale.ROOT)));
        };
    }

    private static Constraint count(RewardParameters section, TextCount counted) {
        double minimum = section.number("minimum", 0, 0, MANY);
        double maximum = section.number("maximum", MANY, 0, MANY);
        if (!section.has("minimum") && !section.has("maximum")) {
            section.problem("", "has neither minimum nor maximum", "Write at least one of them");
        } else if (minimum > maximum) {
            section.problem("minimum", "is greater than maximum", "Exchange them");
        }
        String unit = counted.name().toLowerCase(Locale.ROOT);
        return text -> {
            int count = counted.of(text);
            if (count < minimum) {
                return Optional.of(count + " " + unit + ", at least " + (long) minimum + " are wanted");
            }
            return count > maximum
                    ? Optional.of(count + " " + unit + ", at most " + (long) maximum + " are wanted")
                    : Optional.empty();
        };
    }

    private static List<Phrase> phrases(RewardParameters section) {
        List<Phrase> searches = new ArrayList<>();
        List<String> phrases = section.texts("words").orElse(List.of());
        if (phrases.isEmpty()) {
            section.problem("words", "is missing or empty", "List words or phrases");
        }
        for (String phrase : phrases) {
            try {
                searches.add(new Phrase(phrase, new LabelSearch(List.of(phrase))));
            } catch (IllegalArgumentException e) {
                section.problem("words", e.getMessage(), "Write a word or phrase");
            }
        }
        return searches;
    }

    private static Constraint required(List<Phrase> phrases) {
        return text -> {
            String missing = phrases.stream()
                    .filter(phrase -> phrase.search().namedIn(text).isEmpty())
                    .map(Phrase::words)
                    .collect(Collectors.joining(", "));
            return missing.isEmpty() ? Optional.empty() : Optional.of("missing: " + missing);
        };
    }

    private static Constraint forbidden(List<Phrase> phrases) {
        return text -> {
            String named = phrases.stream()
                    .flatMap(phrase -> phrase.search().namedIn(text).stream().limit(1))
                    .collect(Collectors.joining(", "));
            return named.isEmpty() ? Optional.empty() : Optional.of("forbidden: " + named);
        };
    }

    private static Constraint edge(String wanted, boolean start) {
        return text -> {
            String bare = text.strip();
            boolean met = start ? bare.startsWith(wanted) : bare.endsWith(wanted);
            return met
                    ? Optional.empty()
                    : Optional.of("does not " + (start ? "start" : "end") + " with \"" + Excerpt.of(wanted) + "\"");
        };
    }

    private static Constraint language(RewardParameters section) {
        Set<String> languages = new TreeSet<>(names(Language.values()));
        if (!section.has(LANGUAGE)) {
            section.problem(LANGUAGE, "is missing", "Use one of " + String.join(", ", languages));
        }
        String code = section.choice(LANGUAGE, "en", languages);
        Language language = Language.valueOf(code.toUpperCase(Locale.ROOT));
        return text -> language.isOf(text) ? Optional.empty() : Optional.of("not in the language " + code);
    }

    private static Constraint repetition(RewardParameters section) {
        double maximum = section.number("maximum", 0.2, 0, 1);
        int length = (int) section.number("runLength", 3, 1, 20);
        return text -> {
            double share = Repetition.share(text, length);
            return share <= maximum
                    ? Optional.empty()
                    : Optional.of(Excerpt.of(share) + " of the runs of " + length + " words are repeated");
        };
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
