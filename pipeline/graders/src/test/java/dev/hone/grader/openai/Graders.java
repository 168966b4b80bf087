package dev.hone.grader.openai;

import dev.hone.grader.Completions;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardProblem;
import dev.hone.reward.RewardResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Graders of the tests, as a file would hold them. */
final class Graders {

    private Graders() {}

    static RewardFunction of(String grader) {
        return of(grader, Map.of());
    }

    static RewardFunction of(String grader, Map<String, Object> besides) {
        return Completions.reward("openai_grader", parameters(grader, besides));
    }

    static List<String> problems(String grader) {
        return RewardFunctions.problems(new RewardDefinition("openai_grader", parameters(grader, Map.of()))).stream()
                .map(RewardProblem::toString)
                .toList();
    }

    private static Map<String, Object> parameters(String grader, Map<String, Object> besides) {
        Map<String, Object> parameters = new TreeMap<>(besides);
        parameters.put("file", Map.of("name", "grader.json", "text", grader));
        return parameters;
    }

    /** What a grader gives a completion of a row with label, refund and lines. */
    static RewardResult grade(String grader, String completion) {
        try (RewardFunction function = of(grader)) {
            return function.score(row(completion));
        }
    }

    static RewardInput row(String completion) {
        return new RewardInput(
                "[{\"role\":\"user\",\"content\":\"I want my money back\"}]",
                completion,
                Optional.of("{\"answer\":\"Refund\"}"),
                Optional.of("{\"label\":\"refund\",\"lines\":[{\"price\":3}],\"note\":null}"),
                "p",
                0);
    }
}
