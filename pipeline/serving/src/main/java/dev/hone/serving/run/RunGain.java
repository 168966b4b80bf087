package dev.hone.serving.run;

import dev.hone.compare.PairedAnswers;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run has gained on its test prompts, as its model card says it.
 *
 * @param prompts that were compared, or evaluated where there is nothing to compare with
 * @param base share of right answers before training, 0 to 1; empty where none was evaluated
 * @param tuned the same of the policy that was evaluated last
 * @param difference of the two with its 95 % interval; empty where one of them is missing
 */
public record RunGain(int prompts, OptionalDouble base, OptionalDouble tuned, Optional<Interval> difference) {

    private static final String SEED = "spec.seed";
    private static final String RESAMPLES = "spec.evaluate.bootstrapResamples";
    private static final int USUAL_RESAMPLES = 10_000;

    /** Nothing was evaluated. */
    public static final RunGain NONE = new RunGain(0, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

    /**
     * Of a run.
     *
     * @param evaluations all of the run's
     */
    public static RunGain of(RunRow run, List<EvaluationRow> evaluations) {
        List<EvaluationRow> test =
                evaluations.stream().filter(row -> row.split() == Split.TEST).toList();
        int last = test.stream().mapToInt(EvaluationRow::step).max().orElse(0);
        List<EvaluationRow> base = at(0, test);
        List<EvaluationRow> tuned = last == 0 ? List.of() : at(last, test);
        if (base.isEmpty() || !prompts(base).equals(prompts(tuned))) {
            return new RunGain(prompts(base).size(), accuracy(base), accuracy(tuned), Optional.empty());
        }
        PairedAnswers answers = PairedAnswers.of("the split test", base, tuned);
        return answers.prompts() == 0 ? NONE : compared(answers, bootstrap(run.identity()));
    }

    private static RunGain compared(PairedAnswers answers, PairedBootstrap bootstrap) {
        PairedBootstrap.Result accuracy = answers.accuracy(bootstrap);
        return new RunGain(
                answers.prompts(),
                OptionalDouble.of(accuracy.base().mean()),
                OptionalDouble.of(accuracy.tuned().mean()),
                Optional.of(accuracy.difference()));
    }

    /** As the run itself has drawn: its seed, its number of resamples. */
    static PairedBootstrap bootstrap(Map<String, String> identity) {
        return new PairedBootstrap(
                Long.parseLong(identity.getOrDefault(SEED, "0")),
                Integer.parseInt(identity.getOrDefault(RESAMPLES, Integer.toString(USUAL_RESAMPLES))));
    }

    private static List<EvaluationRow> at(int step, List<EvaluationRow> rows) {
        return rows.stream().filter(row -> row.step() == step).toList();
    }

    private static Set<String> prompts(List<EvaluationRow> rows) {
        return rows.stream().map(EvaluationRow::promptId).collect(Collectors.toSet());
    }

    private static OptionalDouble accuracy(List<EvaluationRow> rows) {
        return rows.stream()
                .filter(EvaluationRow::isScored)
                .mapToDouble(EvaluationRow::success)
                .average();
    }
}
