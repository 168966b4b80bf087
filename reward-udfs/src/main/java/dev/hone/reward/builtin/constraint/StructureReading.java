package dev.hone.reward.builtin.constraint;

import dev.hone.reward.RewardParameters;
import dev.hone.reward.builtin.Excerpt;
import dev.hone.reward.builtin.json.SchemaText;
import dev.hone.reward.grader.JsonReading;
import dev.hone.reward.grader.LinearPattern;
import dev.hone.reward.grader.constraint.Constraint;
import dev.hone.reward.grader.constraint.Tags;
import dev.hone.reward.grader.schema.JsonSchema;
import java.util.List;
import java.util.Optional;

/** Makes constraints on how a text is built: patterns, tags, JSON. */
final class StructureReading {

    private StructureReading() {}

    static Constraint pattern(RewardParameters section) {
        String regex = section.requiredText("pattern");
        boolean isForbidden = section.flag("forbidden", false);
        try {
            LinearPattern pattern = new LinearPattern(regex);
            return text -> pattern.matches(text, false) == isForbidden
                    ? Optional.of((isForbidden ? "matches " : "does not match ") + Excerpt.of(regex))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            section.problem(
                    "pattern", e.getMessage(), "Write a pattern of RE2, without look-arounds and back references");
            return text -> Optional.empty();
        }
    }

    static Constraint tags(RewardParameters section) {
        List<String> tags = section.texts("tags").orElse(List.of());
        if (tags.isEmpty()) {
            section.problem("tags", "is missing or empty", "List names of tags, such as think and answer");
        }
        return text -> Tags.violation(text, tags);
    }

    static Constraint json(RewardParameters section) {
        JsonSchema schema = SchemaText.read(section);
        return text -> JsonReading.parseWhole(text)
                .map(json -> schema.violations(json).stream().findFirst().map(JsonSchema.Violation::toString))
                .orElse(Optional.of("is not JSON"));
    }
}
