package dev.hone.report;

import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.metrics.Metric;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.settings.ValidationScore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Tells a person how a run goes. */
public final class ConsoleEvents implements RunEvents {

    private final RunConsole console;
    private int plannedSteps;
    private OptionalDouble lastReward = OptionalDouble.empty();
    private Optional<RunEvent.Evaluation> validation = Optional.empty();

    public ConsoleEvents(RunConsole console) {
        this.console = console;
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            started(started);
        } else if (event instanceof RunEvent.Doing doing) {
            doing(doing);
        } else if (event instanceof RunEvent.Warning warning) {
            console.line("warning: " + warning.text());
        } else if (event instanceof RunEvent.Evaluation evaluation) {
            evaluated(evaluation);
        } else if (event instanceof RunEvent.Step step) {
            step(step);
        } else if (event instanceof RunEvent.SupervisedSteps steps) {
            steps(steps.rows());
        } else if (event instanceof RunEvent.Tuned tuned) {
            tuned(tuned);
        } else if (event instanceof RunEvent.Ended ended) {
            console.done();
            ended.summary().forEach(console::line);
        }
    }

    private void started(RunEvent.Started started) {
        int completed = started.completed().size();
        plannedSteps = started.plannedSteps();
        if (completed > 0) {
            lastReward = metric(started.completed().get(completed - 1), Metric.REWARD);
        }
        console.line("Run " + started.runId()
                + (started.samplesPerPrompt().isPresent() ? reinforcement(started) : supervised(started)));
        started.remarkOnLength().ifPresent(console::line);
    }

    private static String reinforcement(RunEvent.Started run) {
        int completed = run.completed().size();
        return run.resumed()
                ? " was found with " + completed + " of " + run.plannedSteps()
                        + " steps complete; it resumes with step " + (completed + 1)
                : " starts: " + run.plannedSteps() + " steps of " + run.batchSize() + " prompts × "
                        + run.samplesPerPrompt().orElseThrow() + " samples";
    }

    private static String supervised(RunEvent.Started run) {
        return (run.resumed() ? " resumes after step " + run.completed().size() : " starts") + ": " + run.plannedSteps()
                + " steps of " + run.batchSize() + " examples";
    }

    private void doing(RunEvent.Doing doing) {
        if (doing.completedSteps() > 0) {
            console.progress(doing.completedSteps(), plannedSteps);
        }
        console.doing(doing.what());
    }

    /** Before the first step a line of its own; a validation is part of the line of its step. */
    private void evaluated(RunEvent.Evaluation evaluation) {
        if (evaluation.split() == Split.VALIDATION) {
            validation = Optional.of(evaluation);
        } else if (evaluation.step() == 0) {
            evaluation.accuracy().ifPresent(accuracy -> console.line(base(evaluation, accuracy)));
        }
    }

    private static String base(RunEvent.Evaluation base, double accuracy) {
        return String.format(
                Locale.ROOT,
                "base: %.1f %% of %d test prompts right%s",
                100 * accuracy,
                base.answers() - base.unscored(),
                base.unscored() > 0 ? ", " + base.unscored() + " could not be scored" : "");
    }

    private void step(RunEvent.Step step) {
        StepRow row = step.row();
        Map<String, Double> metrics = row.metrics();
        Optional<RunEvent.Evaluation> validated = validation.filter(evaluation -> evaluation.step() == row.step());
        double reward = metrics.get(Metric.REWARD.key());
        console.step(new StepLine(
                row.step(),
                plannedSteps,
                reward,
                lastReward,
                metric(row, Metric.KL), // not measured in a step in which nothing was trained
                metrics.get(Metric.COMPLETIONS_MEAN_LENGTH.key()),
                step.errors(),
                step.completions(),
                (int) Math.round(metrics.get(Metric.FRAC_REWARD_ZERO_STD.key()) * step.groups()),
                step.groups(),
                (int) metric(row, Metric.DYNAMIC_SAMPLING_GROUPS_REPLACED).orElse(0),
                step.seconds(),
                step.secondsLeft(),
                validated.map(RunEvent.Evaluation::accuracy).orElse(OptionalDouble.empty()),
                validated.map(RunEvent.Evaluation::unscored).orElse(0),
                metric(row, Metric.VALIDATION_AUDIT_REWARD)));
        lastReward = OptionalDouble.of(reward);
    }

    private void steps(List<StepRow> rows) {
        int last = rows.get(rows.size() - 1).step();
        double loss = rows.stream()
                .mapToDouble(row -> row.metrics().get(Metric.SFT_LOSS.key()))
                .average()
                .orElseThrow();
        double seconds = rows.stream()
                .mapToDouble(row -> row.timings().get("step_seconds"))
                .average()
                .orElseThrow();
        console.progress(last, plannedSteps);
        console.line(
                String.format(Locale.ROOT, "step %d/%d  loss %.4f  %.2f s a step", last, plannedSteps, loss, seconds));
    }

    private void tuned(RunEvent.Tuned tuned) {
        tuned.stopReason().ifPresent(reason -> console.line("The run " + reason));
        tuned.best().filter(best -> best.step() != tuned.lastStep()).ifPresent(best -> console.line(best(best, tuned)));
    }

    private static String best(ValidationScore best, RunEvent.Tuned tuned) {
        String text = best.step() == tuned.step()
                ? "The tuned policy is that of step %d, the best on validation (%.1f %%), not of the last, %d"
                : "Step %d is the best on validation (%.1f %%), but evaluate.keepBest is false: the tuned policy is that of step %d";
        return String.format(Locale.ROOT, text, best.step(), 100 * best.accuracy(), tuned.lastStep());
    }

    private static OptionalDouble metric(StepRow row, Metric metric) {
        Double value = row.metrics().get(metric.key());
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
