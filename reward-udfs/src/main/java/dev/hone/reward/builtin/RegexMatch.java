package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.LinearPattern;
import dev.hone.reward.grader.TextNormalizer;
import java.util.Optional;
import java.util.Set;

/** {@code regex}: 1 if the completion matches a pattern, or what a group of it holds is the reference. */
public final class RegexMatch implements RewardKind {

    private static final int REVISION = 1;

    @Override
    public String kind() {
        return "regex";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        LinearPattern pattern = pattern(parameters);
        boolean whole = parameters.flag("whole", false);
        boolean forbidden = parameters.flag("forbidden", false);
        boolean normalized = parameters
                .choice("compare", "exact", Set.of("exact", "normalized"))
                .equals("normalized");
        ReferenceText references = ReferenceText.read(parameters);
        if (!parameters.has("group")) {
            return new Matches(parameters.version(REVISION), pattern, whole, forbidden);
        }
        String group = group(parameters);
        if (!pattern.hasGroup(group)) {
            parameters.problem(
                    "group", "the pattern has no group " + group, "Name one of its groups, or 0 for all of it");
        }
        if (forbidden) {
            parameters.problem("forbidden", "makes no sense with a group", "Leave one of them out");
        }
        return new GroupMatches(parameters.version(REVISION), pattern, whole, group, normalized, references);
    }

    private static LinearPattern pattern(RewardParameters parameters) {
        try {
            return new LinearPattern(parameters.requiredText("pattern"));
        } catch (IllegalArgumentException e) {
            parameters.problem(
                    "pattern",
                    "is no regular expression: " + e.getMessage(),
                    "Write one in RE2's syntax, which has no look-around and no back references");
            return new LinearPattern("");
        }
    }

    private static String group(RewardParameters parameters) {
        boolean number = parameters.values().get("group") instanceof Number;
        return number
                ? Integer.toString((int) parameters.number("group", 0, 0, 1_000))
                : parameters.text("group").orElse("0");
    }

    private record Matches(String version, LinearPattern pattern, boolean whole, boolean forbidden)
            implements RewardFunction {

        @Override
        public String name() {
            return "regex";
        }

        @Override
        public String description() {
            return "1 where the completion " + (forbidden ? "does not match" : "matches") + " a pattern, else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            if (input.completion().length() > LinearPattern.MAX_CHARACTERS) {
                return RewardResult.of(0, false, "more than " + LinearPattern.MAX_CHARACTERS + " characters");
            }
            boolean matches = pattern.matches(input.completion(), whole);
            boolean right = matches != forbidden;
            return RewardResult.of(
                    right ? 1 : 0, right, matches ? "the pattern matches" : "the pattern does not match");
        }
    }

    private record GroupMatches(
            String version,
            LinearPattern pattern,
            boolean whole,
            String group,
            boolean normalized,
            ReferenceText references)
            implements RewardFunction {

        @Override
        public String name() {
            return "regex";
        }

        @Override
        public String description() {
            return "1 where what a pattern finds in the completion is the reference answer, else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return references.compared(input, reference -> scored(input.completion(), reference));
        }

        private RewardResult scored(String completion, String reference) {
            Optional<String> found = pattern.last(completion, whole, group);
            if (found.isEmpty()) {
                return RewardResult.of(0, false, "the pattern does not match");
            }
            boolean right = comparable(found.get()).equals(comparable(reference));
            return RewardResult.of(
                    right ? 1 : 0,
                    right,
                    "\"" + Excerpt.of(found.get()) + "\"" + (right ? " is " : " is not ") + "\"" + Excerpt.of(reference)
                            + "\"");
        }

        private String comparable(String text) {
            return normalized ? TextNormalizer.STANDARD.normalize(text) : text.strip();
        }
    }
}
