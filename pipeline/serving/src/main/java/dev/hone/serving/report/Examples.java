package dev.hone.serving.report;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.serving.run.EvaluatedAnswers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Test prompts that base and tuned policy both answered. */
final class Examples {

    private Examples() {}

    /** The two first answers to one prompt, both with a reward. */
    record Pair(Optional<PromptRow> prompt, EvaluationRow base, EvaluationRow tuned) {

        double gain() {
            return tuned.reward().orElseThrow() - base.reward().orElseThrow();
        }
    }

    /** All of them, the greatest gain first; none where one of the policies was not evaluated. */
    static List<Pair> of(EvaluatedAnswers answers) {
        return answers.pairs().stream()
                .flatMap(pair -> pair(pair).stream())
                .sorted(Comparator.comparingDouble(Pair::gain).reversed().thenComparing(pair -> pair.tuned()
                        .promptId()))
                .toList();
    }

    private static Optional<Pair> pair(EvaluatedAnswers.Pair pair) {
        return first(pair.base())
                .flatMap(base -> first(pair.tuned()).map(tuned -> new Pair(pair.prompt(), base, tuned)));
    }

    private static Optional<EvaluationRow> first(List<EvaluationRow> samples) {
        return samples.stream().findFirst().filter(EvaluationRow::isScored);
    }
}
