package dev.hone.grader.openai;

import dev.hone.grader.contract.GradedSample;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/** {@code string_check}: 1 where the operation holds, else 0. */
record StringCheck(String operation, BiPredicate<String, String> check, RowTemplate input, RowTemplate reference)
        implements Grader {

    private static final Map<String, BiPredicate<String, String>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put("eq", String::equals);
        OPERATIONS.put("ne", (input, reference) -> !input.equals(reference));
        OPERATIONS.put("neq", OPERATIONS.get("ne")); // Azure's documentation has this one
        OPERATIONS.put("like", String::contains);
        OPERATIONS.put("ilike", (input, reference) -> input.toLowerCase(Locale.ROOT)
                .contains(reference.toLowerCase(Locale.ROOT)));
    }

    static StringCheck read(RewardParameters parameters) {
        parameters.requiredText("operation");
        String operation = parameters.choice("operation", "eq", OPERATIONS.keySet());
        return new StringCheck(
                operation,
                OPERATIONS.get(operation),
                RowTemplate.read(parameters, "input"),
                RowTemplate.read(parameters, "reference"));
    }

    @Override
    public List<RewardResult> grade(List<GradedSample> samples) {
        return samples.stream()
                .map(sample -> Scores.attempt(() -> grade(sample)))
                .toList();
    }

    private RewardResult grade(GradedSample sample) {
        boolean holds = check.test(input.render(sample), reference.render(sample));
        return RewardResult.of(holds ? 1 : 0, holds, operation + (holds ? " holds" : " does not hold"));
    }
}
