package dev.hone.train;

import dev.hone.evaluate.Comparison;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.PolicySource;
import dev.hone.report.RunConsole;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.settings.TrainSettings;
import dev.hone.table.Warehouse;
import dev.hone.train.checkpoint.Checkpoint;
import dev.hone.train.run.RunDescription;
import dev.hone.train.run.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reinforcement fine-tuning, from top to bottom. What is maximised is the specification's
 * {@code train.objective}. All of them depart from what was published in these ways: groups whose rewards are all equal are dropped before
 * the update; there is no KL term unless asked for; one update a step is the default, so that sampler and trainer are the same policy.
 *
 * <p>Every stage first looks for what a killed driver had committed: stored rollouts and scores of a round are used again, a saved checkpoint is not
 * computed again. A step is complete when its row in {@code steps} is.
 */
public final class TrainLoop {

    private final TrainingRun run;
    private final Warehouse warehouse;
    private final TrainSettings settings;
    private final TrainData data;
    private final TrainStages stages;
    private final TrainProgress progress;

    private TrainLoop(
            TrainingRun run,
            Warehouse warehouse,
            PolicySource policy,
            TrainSettings settings,
            TrainData data,
            RunConsole console) {
        this.run = run;
        this.warehouse = warehouse;
        this.settings = settings;
        this.data = data;
        this.stages = new TrainStages(run, warehouse, policy, settings, data, console::line);
        this.progress = new TrainProgress(console, settings, data.plan().steps());
    }

    /**
     * How a run ended.
     *
     * @param steps updates done
     * @param reason why it ended
     * @param tunedStep the step whose policy is the tuned one: that which was best on validation, or the last
     * @param comparisons base against tuned on the test prompts, over all and by data set; empty without test prompts
     */
    public record Result(String runId, int steps, String reason, int tunedStep, List<Comparison> comparisons) {}

    /** Trains a run to its last step, from wherever an earlier driver left it. */
    public static Result run(
            Warehouse warehouse,
            PolicySource policy,
            TrainSettings settings,
            RunDescription description,
            RunConsole console) {
        ReadOnce<TrainData> data = new ReadOnce<>(version -> TrainData.read(warehouse.prompts(), version, settings));
        try (TrainingRun run = TrainingRun.open(warehouse, settings.runId(), description, version -> data.at(version)
                .plan()
                .steps())) {
            return run.recordingTheEnd(
                    () -> new TrainLoop(run, warehouse, policy, settings, data.at(run.promptsVersion()), console)
                            .train(),
                    Result::reason);
        }
    }

    private Result train() {
        List<StepRow> history = new ArrayList<>(run.completedSteps());
        progress.warn(run.otherProcessor().stream().toList());
        progress.warn(stages.missing());
        Checkpoint start = stages.start();
        Checkpoint state = stages.last(history, start);
        progress.started(run, state);
        progress.foundData(data);
        progress.warn(stages.watch(history));
        Validations validations = new Validations(evaluateStart(Split.VALIDATION, start, data.validation()));
        List<EvaluationRow> base = evaluateStart(Split.TEST, start, data.test());
        stages.majorityAnswers(Split.VALIDATION, data.validation());
        List<MajorityAnswerRow> majority = stages.majorityAnswers(Split.TEST, data.test());
        progress.evaluatedBase(base);

        Optional<String> stop = stop(state, validations, history);
        while (state.step() < data.plan().steps() && stop.isEmpty()) {
            state = step(state, start, history);
            progress.warn(stages.watch(history));
            stop = stop(state, validations, history);
        }

        Checkpoint best = settings.keepBest() ? stages.best(history, state, start) : state;
        progress.ended(stop, validations, history, best.step());
        progress.doing("evaluating the tuned policy", Split.TEST, data.test().size());
        List<EvaluationRow> tuned = stages.evaluate(Split.TEST, best, data.test());
        PairedBootstrap bootstrap = new PairedBootstrap(settings.seed(), settings.bootstrapResamples());
        List<Comparison> comparisons = base.isEmpty() ? List.of() : Comparison.of(base, tuned, majority, bootstrap);
        progress.finished(base, comparisons);
        return new Result(run.runId(), state.step(), stop.orElse(TrainingRun.ALL_STEPS_DONE), best.step(), comparisons);
    }

    private List<EvaluationRow> evaluateStart(Split split, Checkpoint start, List<PromptRow> prompts) {
        return progress.evaluatingStart(split, prompts.size(), () -> stages.evaluate(split, start, prompts));
    }

    /** Why the run should end before its last step, if it should. */
    private Optional<String> stop(Checkpoint state, Validations validations, List<StepRow> history) {
        boolean last = state.step() == data.plan().steps();
        return last ? Optional.empty() : validations.stop(settings.earlyStop(), history);
    }

    private Checkpoint step(Checkpoint before, Checkpoint start, List<StepRow> history) {
        Stopwatch watch = new Stopwatch();
        int step = before.step() + 1;

        SampledStep sampled = sample(step, before, watch);
        progress.doing("step " + step + ": updating the policy");
        Checkpoint after = watch.time("update_policy", () -> stages.updatePolicy(step, sampled, before, start));
        progress.doing("step " + step + ": validating and committing");
        List<EvaluationRow> validation = watch.time("evaluate_policy", () -> stages.validateWhereDue(after));

        StepRow row = stages.stepRow(sampled, after, validation, watch.timings());
        warehouse.steps().complete(List.of(row));
        history.add(row);
        stages.completed(step, sampled);
        progress.step(history, sampled, validation, watch.total());
        return after;
    }

    /** One round, or as many as it takes to replace groups without signal, where that is asked for. */
    private SampledStep sample(int step, Checkpoint before, Stopwatch watch) {
        SampledStep sampled = SampledStep.NONE;
        for (List<PromptRow> prompts = stages.nextRound(step, sampled);
                !prompts.isEmpty();
                prompts = stages.nextRound(step, sampled)) {
            sampled = round(step, prompts, sampled, before, watch);
        }
        return sampled;
    }

    private SampledStep round(
            int step, List<PromptRow> prompts, SampledStep earlier, Checkpoint before, Stopwatch watch) {
        progress.doing("step " + step + ": sampling");
        List<RolloutRow> rollouts = watch.time("sample_rollouts", () -> stages.sampleRollouts(step, prompts, before));
        progress.doing("step " + step + ": scoring");
        List<ScoreRow> scores =
                watch.time("score_rollouts", () -> stages.scoreRollouts(step, prompts, rollouts, earlier));
        return earlier.plus(prompts, rollouts, scores);
    }
}
