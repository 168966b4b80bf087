package dev.hone.train;

import dev.hone.compare.AuditComparison;
import dev.hone.compare.Comparison;
import dev.hone.evaluate.ComparisonText;
import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.settings.run.TrainRunSettings;
import dev.hone.train.run.TrainingRun;
import dev.hone.train.step.SampledStep;
import dev.hone.train.step.Stopwatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Tells the listeners of a run what its loop does. */
final class TrainEvents {

    private final RunEvents listeners;
    private final TrainRunSettings settings;
    private final int steps;

    private int completedSteps;
    private double validationSeconds;
    private double testSeconds;

    TrainEvents(RunEvents listeners, TrainRunSettings settings, int steps) {
        this.listeners = listeners;
        this.settings = settings;
        this.steps = steps;
    }

    void started(TrainingRun run, TrainData data) {
        completedSteps = run.completedSteps().size();
        listeners.accept(new RunEvent.Started(
                run.runId(),
                run.resumed(),
                steps,
                settings.train().length().batchSize(),
                OptionalInt.of(settings.train().rollout().samplesPerPrompt()),
                run.completedSteps(),
                data.plan().remarkOnLength()));
        if (data.test().isEmpty()) {
            warn("there are no test prompts, so nothing will tell how much better the tuned policy is. Give them a"
                    + " share in ingest.splits, such as test: 0.2.");
        }
    }

    void warn(String warning) {
        listeners.accept(new RunEvent.Warning(warning));
    }

    void warn(List<String> warnings) {
        warnings.forEach(this::warn);
    }

    void doing(String what) {
        listeners.accept(new RunEvent.Doing(what, completedSteps));
    }

    /** Evaluates the policy that the run starts with. */
    List<EvaluationRow> evaluatingStart(Split split, int prompts, Supplier<List<EvaluationRow>> evaluation) {
        Evaluated evaluated = evaluating("the policy before training", 0, split, prompts, evaluation);
        // An evaluation that was stored already took no time, and says nothing of the next one's.
        if (split == Split.TEST) {
            testSeconds = evaluated.seconds();
        } else {
            validationSeconds = evaluated.seconds();
        }
        return evaluated.rows();
    }

    /** Evaluates the policy that counts. */
    List<EvaluationRow> evaluatingTuned(int step, int prompts, Supplier<List<EvaluationRow>> evaluation) {
        return evaluating("the tuned policy", step, Split.TEST, prompts, evaluation)
                .rows();
    }

    private record Evaluated(List<EvaluationRow> rows, double seconds) {}

    private Evaluated evaluating(
            String policy, int step, Split split, int prompts, Supplier<List<EvaluationRow>> evaluation) {
        long begin = System.nanoTime();
        doing("evaluating " + policy + " on " + prompts + " " + split.name().toLowerCase(Locale.ROOT) + " prompts");
        List<EvaluationRow> rows = evaluation.get();
        double seconds = (System.nanoTime() - begin) / 1e9;
        evaluated(step, split, rows, seconds);
        return new Evaluated(rows, seconds);
    }

    private void evaluated(int step, Split split, List<EvaluationRow> rows, double seconds) {
        if (!rows.isEmpty()) {
            listeners.accept(RunEvent.Evaluation.of(step, split, rows, seconds));
        }
    }

    void step(List<StepRow> history, SampledStep sampled, List<EvaluationRow> validation, Stopwatch watch) {
        StepRow row = history.get(history.size() - 1);
        completedSteps = row.step();
        evaluated(row.step(), Split.VALIDATION, validation, watch.seconds("evaluate_policy"));
        int errors = (int) sampled.scores().stream()
                .filter(score -> score.reward().isEmpty())
                .count();
        TimeLeft timeLeft = new TimeLeft(steps, settings.evaluate().evalInterval(), validationSeconds, testSeconds);
        listeners.accept(new RunEvent.Step(
                row,
                sampled.rollouts().size(),
                errors,
                sampled.prompts().size(),
                watch.total(),
                timeLeft.after(history)));
    }

    /** Says which policy counts, and what validation says about it. */
    void tuned(Optional<String> stop, Validations validations, List<StepRow> history, int step) {
        int last = history.get(history.size() - 1).step();
        listeners.accept(new RunEvent.Tuned(step, last, stop, Validations.best(history)));
        Validations.best(history)
                .filter(best -> validations.start().stream().anyMatch(start -> start.improves(best, 0)))
                .ifPresent(best ->
                        warn("on validation every step is worse than the start. Try a lower learning rate or more"
                                + " prompts a step, and look at: hone sql \"select * from worst_rollouts\""));
    }

    /** The lines that say what came out, base against tuned, and what there is to say about the reward. */
    List<String> summary(
            List<EvaluationRow> base,
            List<Comparison> comparisons,
            Optional<AuditComparison> audit,
            List<String> evidence) {
        if (comparisons.isEmpty() && !base.isEmpty()) {
            warn("no test prompt has an answer that could be scored under both policies: base and tuned cannot"
                    + " be compared. The column error of the table evaluations says why.");
        }
        List<String> lines = new ArrayList<>();
        comparisons.stream().map(ComparisonText::of).forEach(lines::addAll);
        audit.map(AuditComparison::text).ifPresent(lines::add);
        lines.addAll(evidence);
        return List.copyOf(lines);
    }
}
