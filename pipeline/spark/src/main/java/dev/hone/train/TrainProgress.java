package dev.hone.train;

import dev.hone.evaluate.Comparison;
import dev.hone.evaluate.ComparisonText;
import dev.hone.metrics.Metric;
import dev.hone.report.RunConsole;
import dev.hone.report.StepLine;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.settings.TrainSettings;
import dev.hone.settings.ValidationScore;
import dev.hone.train.checkpoint.Checkpoint;
import dev.hone.train.run.TrainingRun;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Tells a person how the run goes. */
final class TrainProgress {

    private final RunConsole console;
    private final TrainSettings settings;
    private final int steps;

    private double validationSeconds;
    private double testSeconds;

    TrainProgress(RunConsole console, TrainSettings settings, int steps) {
        this.console = console;
        this.settings = settings;
        this.steps = steps;
    }

    void started(TrainingRun run, Checkpoint state) {
        if (run.resumed()) {
            console.line("Run " + run.runId() + " was found with " + state.step() + " of " + steps
                    + " steps complete; it resumes with step " + (state.step() + 1));
        } else {
            console.line("Run " + run.runId() + " starts: " + steps + " steps of "
                    + settings.length().batchSize() + " prompts × "
                    + settings.rollout().samplesPerPrompt() + " samples");
        }
    }

    /** What the run's data and length ask for a word, before anything is sampled. */
    void foundData(TrainData data) {
        data.plan().remarkOnLength().ifPresent(console::line);
        if (data.test().isEmpty()) {
            console.line(
                    "warning: there are no test prompts, so nothing will tell how much better the tuned policy is. Give them a"
                            + " share in ingest.splits, such as test: 0.2.");
        }
    }

    /** Says what is done while it is done. */
    void doing(String what) {
        console.doing(what);
    }

    /** Evaluates the policy that the run starts with. */
    List<EvaluationRow> evaluatingStart(Split split, int prompts, Supplier<List<EvaluationRow>> evaluation) {
        long begin = System.nanoTime();
        doing("evaluating the policy before training", split, prompts);
        List<EvaluationRow> rows = evaluation.get();
        if (split == Split.TEST) {
            testSeconds = seconds(begin);
        } else {
            validationSeconds = seconds(begin);
        }
        return rows;
    }

    void doing(String what, Split split, int prompts) {
        doing(what + " on " + prompts + " " + split.name().toLowerCase(Locale.ROOT) + " prompts");
    }

    void evaluatedBase(List<EvaluationRow> base) {
        accuracy(base)
                .ifPresent(accuracy -> console.line(String.format(
                        Locale.ROOT,
                        "base: %.1f %% of %d test prompts right%s",
                        100 * accuracy,
                        base.size() - unscored(base),
                        unscored(base) > 0 ? ", " + unscored(base) + " could not be scored" : "")));
    }

    void step(List<StepRow> history, SampledStep sampled, List<EvaluationRow> validation, double seconds) {
        StepRow last = history.get(history.size() - 1);
        OptionalDouble before = history.size() > 1
                ? OptionalDouble.of(history.get(history.size() - 2).metrics().get(Metric.REWARD.key()))
                : OptionalDouble.empty();
        int groups = sampled.prompts().size();
        console.step(new StepLine(
                last.step(),
                steps,
                last.metrics().get(Metric.REWARD.key()),
                before,
                kl(last),
                last.metrics().get(Metric.COMPLETIONS_MEAN_LENGTH.key()),
                (int) sampled.scores().stream()
                        .filter(s -> s.reward().isEmpty())
                        .count(),
                sampled.rollouts().size(),
                (int) Math.round(last.metrics().get(Metric.FRAC_REWARD_ZERO_STD.key()) * groups),
                groups,
                last.metrics()
                        .getOrDefault(Metric.DYNAMIC_SAMPLING_GROUPS_REPLACED.key(), 0.0)
                        .intValue(),
                seconds,
                secondsLeft(history),
                accuracy(validation),
                unscored(validation)));
    }

    void warn(List<String> warnings) {
        warnings.forEach(warning -> console.line("warning: " + warning));
    }

    /** Says why a run ends before its last step, and what validation says about the policy that counts as the tuned one. */
    void ended(Optional<String> stop, Validations validations, List<StepRow> history, int tunedStep) {
        stop.ifPresent(reason -> console.line("The run " + reason));
        Validations.best(history).ifPresent(best -> {
            int last = history.get(history.size() - 1).step();
            if (best.step() != last) {
                console.line(best(best, last, best.step() == tunedStep));
            }
            if (validations.start().filter(start -> start.improves(best, 0)).isPresent()) {
                console.line(
                        "warning: on validation every step is worse than the start. Try a lower learning rate or more"
                                + " prompts a step, and look at: hone sql \"select * from worst_rollouts\"");
            }
        });
    }

    private static String best(ValidationScore best, int last, boolean kept) {
        String text = kept
                ? "The tuned policy is that of step %d, the best on validation (%.1f %%), not of the last, %d"
                : "Step %d is the best on validation (%.1f %%), but evaluate.keepBest is false: the tuned policy is that of step %d";
        return String.format(Locale.ROOT, text, best.step(), 100 * best.accuracy(), last);
    }

    void finished(List<EvaluationRow> base, List<Comparison> comparisons) {
        console.done();
        if (comparisons.isEmpty() && !base.isEmpty()) {
            console.line(
                    "warning: no test prompt has an answer that could be scored under both policies: base and tuned cannot"
                            + " be compared. The column error of the table evaluations says why.");
        }
        comparisons.stream().map(ComparisonText::of).flatMap(List::stream).forEach(console::line);
    }

    /** Not measured in a step in which nothing was trained. */
    private static OptionalDouble kl(StepRow row) {
        Double kl = row.metrics().get(Metric.KL.key());
        return kl == null ? OptionalDouble.empty() : OptionalDouble.of(kl);
    }

    private static OptionalDouble accuracy(List<EvaluationRow> rows) {
        return rows.stream()
                .filter(EvaluationRow::isScored)
                .mapToDouble(EvaluationRow::success)
                .average();
    }

    private static int unscored(List<EvaluationRow> rows) {
        return (int) rows.stream().filter(row -> !row.isScored()).count();
    }

    private double secondsLeft(List<StepRow> history) {
        return new TimeLeft(steps, settings.evaluate().evalInterval(), validationSeconds, testSeconds).after(history);
    }

    /** An evaluation that was stored already took no time, and says nothing of the next one's. */
    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
