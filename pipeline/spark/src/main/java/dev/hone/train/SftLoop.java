package dev.hone.train;

import dev.hone.error.DataException;
import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.metrics.Metric;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.schema.Timestamps;
import dev.hone.settings.SftTarget;
import dev.hone.settings.run.SftRunSettings;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.table.Warehouse;
import dev.hone.train.plan.StepPlan;
import dev.hone.train.run.RunDescription;
import dev.hone.train.run.TrainingRun;
import dev.hone.train.step.Stopwatch;
import dev.hone.update.SupervisedUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;

/**
 * Supervised fine-tuning on answers, on the engine, the optimizer and the tables of reinforcement. Steps are short, so they are committed
 * by the dozen: a checkpoint first, then the rows of {@code steps} that lead to it. A killed run goes on from the last committed ones.
 */
public final class SftLoop {

    /** Steps of one commit. */
    private static final int COMMIT_INTERVAL = 25;

    private final TrainingRun run;
    private final Warehouse warehouse;
    private final PolicyModel policy;
    private final SftRunSettings settings;
    private final StepPlan plan;
    private final SupervisedUpdate update;
    private final RunEvents listeners;

    private SftLoop(
            TrainingRun run,
            Warehouse warehouse,
            PolicyModel policy,
            SftRunSettings settings,
            StepPlan plan,
            RunEvents listeners) {
        this.run = run;
        this.warehouse = warehouse;
        this.policy = policy;
        this.settings = settings;
        this.plan = plan;
        this.update = new SupervisedUpdate(policy, settings.optimizer(), settings.threads(), plan.steps());
        this.listeners = listeners;
    }

    /**
     * How a warm start ended.
     *
     * @param state completed, or stopped where a person asked for it: then the run resumes
     * @param steps optimizer steps done
     * @param loss mean cross-entropy of the last step, nats a token
     * @param checkpoint folder of the last checkpoint
     */
    public record Result(String runId, RunState state, int steps, double loss, String checkpoint) {}

    /** Trains to the last step, from wherever an earlier driver left the run. */
    public static Result run(
            Warehouse warehouse,
            PolicyModel policy,
            SftRunSettings settings,
            RunDescription description,
            RunEvents listeners) {
        ReadOnce<StepPlan> plan = new ReadOnce<>(version -> plan(warehouse, version, settings));
        try (TrainingRun run =
                TrainingRun.open(warehouse, settings.run().runId(), description, version -> plan.at(version)
                        .steps())) {
            return run.recordingTheEnd(listeners, () -> new SftLoop(
                            run, warehouse, policy, settings, plan.at(run.promptsVersion()), listeners)
                    .train());
        }
    }

    private static StepPlan plan(Warehouse warehouse, long version, SftRunSettings settings) {
        List<PromptRow> examples = warehouse
                .prompts()
                .prompts(version, settings.run().dataset(), Split.TRAIN)
                .stream()
                .filter(prompt ->
                        SftExamples.answer(settings.sft().target(), prompt).isPresent())
                .toList();
        if (examples.isEmpty()) {
            throw new DataException(
                    "No training prompt of the data set " + settings.run().dataset() + " has "
                            + (settings.sft().target() == SftTarget.LOGGED ? "a logged answer" : "a reference answer")
                            + ". Ingest data that has, or choose the other sft.target.");
        }
        return new StepPlan(examples, settings.sft().length(), settings.run().seed());
    }

    private TrainingRun.Done<Result> train() {
        List<StepRow> history = new ArrayList<>(run.completedSteps());
        started();
        Checkpoint state = last(history);
        List<StepRow> uncommitted = new ArrayList<>();
        Optional<String> requested = Optional.empty();
        while (state.step() < plan.steps() && requested.isEmpty()) {
            listeners.accept(new RunEvent.Doing("step " + (state.step() + 1) + " of " + plan.steps(), state.step()));
            state = step(state, uncommitted);
            boolean last = state.step() == plan.steps();
            requested = last ? Optional.empty() : run.stopRequested(state.step());
            if (uncommitted.size() == COMMIT_INTERVAL || last || requested.isPresent()) {
                commit(state, uncommitted);
                history.addAll(uncommitted);
                uncommitted.clear();
            }
        }
        double loss = history.get(history.size() - 1).metrics().get(Metric.SFT_LOSS.key());
        Path checkpoint = run.checkpoints().path(state.step());
        RunState ended = requested.isPresent() ? RunState.STOPPED : RunState.COMPLETED;
        Result result = new Result(run.runId(), ended, state.step(), loss, checkpoint.toString());
        return requested.isPresent()
                ? TrainingRun.Done.stopped(result, requested.get(), checkpoint)
                : TrainingRun.Done.completed(result, TrainingRun.ALL_STEPS_DONE, List.of());
    }

    private void started() {
        listeners.accept(new RunEvent.Started(
                run.runId(),
                run.resumed(),
                plan.steps(),
                settings.sft().length().batchSize(),
                OptionalInt.empty(),
                run.completedSteps(),
                plan.remarkOnLength()));
        run.otherProcessor().ifPresent(this::warn);
    }

    private void warn(String warning) {
        listeners.accept(new RunEvent.Warning(warning));
    }

    private Checkpoint last(List<StepRow> history) {
        Checkpoint start = StartCheckpoint.of(
                run,
                () -> policy.initialAdapter(
                        settings.run().adapter(), settings.run().seed()),
                this::warn);
        return history.isEmpty() ? start : restored(history.get(history.size() - 1));
    }

    /** The checkpoint of the last completed step; the steps from an earlier one again where it is damaged. */
    private Checkpoint restored(StepRow last) {
        List<String> damages = new ArrayList<>();
        Checkpoint state = run.checkpoints().newestGood(last.step(), damages);
        if (state.step() < last.step()) {
            warn(StepReplay.warning(state.step(), last.step(), damages));
            while (state.step() < last.step()) {
                state = step(state, new ArrayList<>());
            }
            run.requireHeld();
            run.checkpoints().saveAgain(state, last);
        }
        return state;
    }

    private Checkpoint step(Checkpoint before, List<StepRow> uncommitted) {
        Stopwatch watch = new Stopwatch();
        int step = before.step() + 1;
        List<TrainingGroup> examples = plan.batch(step).stream()
                .map(prompt -> SftExamples.example(settings.sft().target(), prompt, policy.tokenizer()))
                .toList();
        SupervisedUpdate.Result result =
                watch.time("update_policy", () -> update.execute(step, examples, before.state()));
        Checkpoint after = new Checkpoint(step, result.state(), result.metrics());
        uncommitted.add(new StepRow(
                run.runId(),
                step,
                plan.epoch(step),
                result.state().adapter().sha256(),
                Optional.empty(),
                after.metrics(),
                watch.timings(),
                Timestamps.now()));
        return after;
    }

    private void commit(Checkpoint state, List<StepRow> rows) {
        run.requireHeld();
        run.checkpoints().save(state);
        int last = rows.size() - 1;
        rows.set(last, rows.get(last).withCheckpoint(run.checkpoints().sha256(state.step())));
        warehouse.steps().complete(rows);
        // The one before it is what the run falls back on where the last is damaged.
        run.checkpoints().prune(saved -> saved == 0 || saved >= state.step() - COMMIT_INTERVAL);
        listeners.accept(new RunEvent.SupervisedSteps(rows));
    }
}
