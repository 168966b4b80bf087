package dev.hone.serving.report;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.Split;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Test prompts that base and tuned policy both answered. */
final class Examples {

    private Examples() {}

    /** The two answers to one prompt, both with a reward. */
    record Pair(EvaluationRow base, EvaluationRow tuned) {

        double gain() {
            return tuned.reward().orElseThrow() - base.reward().orElseThrow();
        }
    }

    /** All of them, the greatest gain first; none where one of the policies was not evaluated. */
    static List<Pair> of(List<EvaluationRow> evaluations) {
        List<EvaluationRow> scored = evaluations.stream()
                .filter(row -> row.split() == Split.TEST && row.sample() == 0 && row.isScored())
                .toList();
        int last = scored.stream().mapToInt(EvaluationRow::step).max().orElse(0);
        Map<String, EvaluationRow> base = scored.stream()
                .filter(row -> row.step() == 0)
                .collect(Collectors.toMap(EvaluationRow::promptId, Function.identity(), (one, other) -> other));
        return scored.stream()
                .filter(row -> last > 0 && row.step() == last && base.containsKey(row.promptId()))
                .map(row -> new Pair(base.get(row.promptId()), row))
                .sorted(Comparator.comparingDouble(Pair::gain).reversed().thenComparing(pair -> pair.tuned()
                        .promptId()))
                .toList();
    }
}
