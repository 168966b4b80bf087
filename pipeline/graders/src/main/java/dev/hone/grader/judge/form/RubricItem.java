package dev.hone.grader.judge.form;

import dev.hone.reward.RewardParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * One question with yes or no as its answer.
 *
 * @param name of the component
 * @param question what the judge is asked
 * @param weight what yes is worth; below 0 for what must not be
 * @param gate whether the wrong answer to it leaves nothing: no, or yes where the weight is below 0
 */
record RubricItem(String name, String question, double weight, boolean gate) {

    static List<RubricItem> read(RewardParameters parameters, String key) {
        List<RubricItem> items = new ArrayList<>();
        parameters.sections(key).forEach((name, section) -> {
            items.add(new RubricItem(
                    name,
                    section.requiredText("question").strip(),
                    section.number("weight", 1, -1e6, 1e6),
                    section.flag("gate", false)));
            section.reportUnknownKeys();
        });
        if (items.isEmpty()) {
            parameters.problem(key, "is empty", "Name at least one item, each with a question");
        } else if (items.stream().noneMatch(item -> item.weight() > 0)) {
            parameters.problem(key, "has no weight above 0", "Give at least one item a positive weight");
        }
        return List.copyOf(items);
    }

    /** Whether the answer closes the gate. */
    boolean isClosedBy(boolean met) {
        return gate && met == (weight < 0);
    }
}
