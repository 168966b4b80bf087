package dev.hone.train;

import dev.hone.compare.Comparison;
import dev.hone.event.RunEvents;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.PolicySource;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.RunState;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.run.TrainRunSettings;
import dev.hone.spark.JobGroup;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.Warehouse;
import dev.hone.train.run.RunDescription;
import dev.hone.train.run.TrainingRun;
import dev.hone.train.step.Round;
import dev.hone.train.step.SampledStep;
import dev.hone.train.step.Stopwatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reinforcement fine-tuning, from top to bottom. What is maximised is the specification's {@code train.objective} (docs/objectives.md). How
 * all of them depart from what was published:
 *
 * <ol>
 *   <li>Groups without signal are dropped before the update, and the loss is still divided by all completions or tokens of the step. They
 *       are kept with a KL or entropy term, which acts on every completion; and where advantages are whitened over tokens, which gives
 *       groups of equal rewards an advantage where lengths differ, as in verl and OpenRLHF.
 *   <li>There is no KL term unless asked for.
 *   <li>One update a step is the default, so that sampler and trainer are the same policy and no ratio is clipped.
 *   <li>The loss is weighed for what sampler and trainer still differ by, with limits; in float32 these weights are nearly 1.
 *   <li>Dynamic sampling asks for as many further prompts as the batch lacks groups with signal; it neither samples more nor drops what is
 *       too much. Where no prompt or round is left, groups without signal fill the batch.
 *   <li>The policy that counts in the end is the best on validation, unless asked for the last.
 * </ol>
 *
 * <p>Every stage is resumable: what a killed driver had committed is used again. A step is complete when its row in {@code steps} is.
 */
public final class TrainLoop {

    private final TrainingRun run;
    private final Warehouse warehouse;
    private final TrainRunSettings settings;
    private final TrainData data;
    private final TrainStages stages;
    private final TrainEvents events;

    private TrainLoop(
            TrainingRun run,
            Warehouse warehouse,
            PolicySource policy,
            TrainRunSettings settings,
            TrainData data,
            RunEvents listeners) {
        this.run = run;
        this.warehouse = warehouse;
        this.settings = settings;
        this.data = data;
        this.events = new TrainEvents(listeners, settings, data.plan().steps());
        this.stages = new TrainStages(run, warehouse, policy, settings, data, events::warn);
    }

    /**
     * How a run ended.
     *
     * @param state completed, or stopped where a person asked for it: then nothing is compared, and the run resumes
     * @param steps updates done
     * @param reason why it ended
     * @param tunedStep the step whose policy is the tuned one: that which was best on validation, or the last
     * @param comparisons base against tuned on the test prompts, over all and by data set; empty without test prompts
     */
    public record Result(
            String runId, RunState state, int steps, String reason, int tunedStep, List<Comparison> comparisons) {}

    /** Trains a run to its last step, from wherever an earlier driver left it. */
    public static Result run(
            Warehouse warehouse,
            PolicySource policy,
            TrainRunSettings settings,
            RunDescription description,
            RunEvents listeners) {
        ReadOnce<TrainData> data = new ReadOnce<>(version -> TrainData.read(warehouse.prompts(), version, settings));
        try (TrainingRun run =
                TrainingRun.open(warehouse, settings.run().runId(), description, version -> data.at(version)
                        .plan()
                        .steps())) {
            return run.recordingTheEnd(listeners, () -> new TrainLoop(
                            run, warehouse, policy, settings, data.at(run.promptsVersion()), listeners)
                    .train());
        }
    }

    private TrainingRun.Done<Result> train() {
        List<StepRow> history = new ArrayList<>(run.completedSteps());
        events.started(run, data);
        events.warn(run.otherProcessor().stream().toList());
        events.warn(stages.missing());
        Checkpoint start = stages.start();
        Checkpoint state = stages.last(history, start);
        events.warn(stages.watch(history));
        Validations validations = new Validations(evaluateStart(Split.VALIDATION, start, data.validation()));
        List<EvaluationRow> base = evaluateStart(Split.TEST, start, data.test());
        stages.majorityAnswers(Split.VALIDATION, data.validation());
        List<MajorityAnswerRow> majority = stages.majorityAnswers(Split.TEST, data.test());

        Optional<String> stop = stop(state, validations, history);
        while (state.step() < data.plan().steps() && stop.isEmpty()) {
            state = step(state, start, history);
            events.warn(stages.watch(history));
            stop = stop(state, validations, history);
            Optional<String> requested = stop.isPresent() ? Optional.empty() : requested(state);
            if (requested.isPresent()) {
                return stopped(state, requested.get());
            }
        }

        Checkpoint best = settings.evaluate().keepBest() ? stages.best(history, state, start) : state;
        events.tuned(stop, validations, history, best.step());
        List<EvaluationRow> tuned = events.evaluatingTuned(
                best.step(), data.test().size(), () -> stages.evaluate(Split.TEST, best, data.test()));
        PairedBootstrap bootstrap =
                new PairedBootstrap(settings.run().seed(), settings.evaluate().bootstrapResamples());
        List<Comparison> comparisons = base.isEmpty() ? List.of() : Comparison.of(base, tuned, majority, bootstrap);
        String reason = stop.orElse(TrainingRun.ALL_STEPS_DONE);
        return TrainingRun.Done.completed(
                new Result(run.runId(), RunState.COMPLETED, state.step(), reason, best.step(), comparisons),
                reason,
                events.summary(
                        base, comparisons, stages.auditComparison(best.step(), bootstrap), stages.evidence(history)));
    }

    private List<EvaluationRow> evaluateStart(Split split, Checkpoint start, List<PromptRow> prompts) {
        return events.evaluatingStart(split, prompts.size(), () -> stages.evaluate(split, start, prompts));
    }

    /** Why the run should end before its last step, if it should. */
    private Optional<String> stop(Checkpoint state, Validations validations, List<StepRow> history) {
        boolean last = state.step() == data.plan().steps();
        return last ? Optional.empty() : validations.stop(settings.evaluate().earlyStop(), history);
    }

    /** Why the run should stop before its last step because somebody asked for it. */
    private Optional<String> requested(Checkpoint state) {
        return state.step() == data.plan().steps() ? Optional.empty() : run.stopRequested(state.step());
    }

    private TrainingRun.Done<Result> stopped(Checkpoint state, String reason) {
        int step = state.step();
        return TrainingRun.Done.stopped(
                new Result(run.runId(), RunState.STOPPED, step, reason, step, List.of()),
                reason,
                run.checkpoints().path(step));
    }

    /** Sampling, scores and advantages take one round, or as many as replace the groups without signal where that is asked for. */
    private Checkpoint step(Checkpoint before, Checkpoint start, List<StepRow> history) {
        StepStart at = new StepStart(before.step() + 1, before, start, new Stopwatch());
        SampledStep sampled = SampledStep.NONE;
        for (Optional<Round> next = round(at, sampled); next.isPresent(); next = round(at, sampled)) {
            Round round = next.get();
            List<RolloutRow> rollouts = sample(at, round);
            List<ScoredCompletion<RolloutRow>> scored = score(at, round, rollouts, sampled);
            List<ScoreRow> scores = advantages(at, round, scored);
            sampled = sampled.plus(round.prompts(), rollouts, scores);
        }
        Checkpoint after = update(at, sampled);
        evaluateAndCommit(at, sampled, after, history);
        return after;
    }

    /** What a step starts from: the policy that samples, and the one that the run started with. */
    private record StepStart(int step, Checkpoint before, Checkpoint start, Stopwatch watch) {}

    private Optional<Round> round(StepStart at, SampledStep sampled) {
        return stages.nextRound(at.step(), sampled);
    }

    private List<RolloutRow> sample(StepStart at, Round round) {
        return stage(
                at,
                "sample_rollouts",
                "sampling",
                () -> resumable(
                        round.rollouts(), commit -> stages.sample(commit, at.step(), round.prompts(), at.before())));
    }

    /** Not again where the advantages are there: both are one row of {@code scores}. */
    private List<ScoredCompletion<RolloutRow>> score(
            StepStart at, Round round, List<RolloutRow> rollouts, SampledStep earlier) {
        return round.scores().isThere()
                ? List.of()
                : stage(
                        at,
                        "score_rollouts",
                        "scoring",
                        () -> stages.score(at.step(), round.prompts(), rollouts, earlier));
    }

    private List<ScoreRow> advantages(StepStart at, Round round, List<ScoredCompletion<RolloutRow>> scored) {
        return stage(
                at,
                "compute_advantages",
                "computing advantages",
                () -> resumable(round.scores(), commit -> stages.advantages(commit, at.step(), scored)));
    }

    private Checkpoint update(StepStart at, SampledStep sampled) {
        return stage(
                at,
                "update_policy",
                "updating the policy",
                () -> resumable(
                        stages.storedUpdate(at.step()),
                        () -> stages.update(at.step(), sampled, at.before(), at.start())));
    }

    /** The evaluation looks for stored answers itself; the row of the step is what completes it. */
    private void evaluateAndCommit(StepStart at, SampledStep sampled, Checkpoint after, List<StepRow> history) {
        List<EvaluationRow> validation =
                stage(at, "evaluate_policy", "validating and committing", () -> stages.validateWhereDue(after));
        SortedMap<String, Double> watched =
                stage(at, "watch_reward", "watching the reward", () -> stages.watchReward(sampled));
        StepRow row =
                stages.stepRow(sampled, watched, after, validation, at.watch().timings());
        warehouse.steps().complete(List.of(row));
        history.add(row);
        stages.completed(at.step(), sampled);
        events.step(history, sampled, validation, at.watch());
    }

    private <T> T stage(StepStart at, String name, String doing, Supplier<T> work) {
        String what = "step " + at.step() + ": " + doing;
        events.doing(what);
        return at.watch()
                .time(name, () -> JobGroup.run(warehouse.spark().sparkContext(), "STEP-" + at.step(), what, work));
    }

    /** What a killed driver had committed, or else what the work commits. */
    private static <R> List<R> resumable(Round.Stored<R> stored, Function<OptimisticCommit, List<R>> work) {
        return stored.isThere() ? stored.rows() : work.apply(stored.commit());
    }

    private static <T> T resumable(Optional<T> stored, Supplier<T> work) {
        return stored.orElseGet(work);
    }
}
