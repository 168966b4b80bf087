package dev.hone.train;

import dev.hone.advantage.ComputeAdvantages;
import dev.hone.evaluate.EvaluatePolicy;
import dev.hone.evaluate.ValidationScore;
import dev.hone.policy.PolicySource;
import dev.hone.rollout.EncodedPrompt;
import dev.hone.rollout.PromptEncoder;
import dev.hone.rollout.RolloutStep;
import dev.hone.rollout.SampleRollouts;
import dev.hone.score.ScoreRollouts;
import dev.hone.table.CheckpointsTable.CheckpointRow;
import dev.hone.table.EvaluationRow;
import dev.hone.table.PromptRow;
import dev.hone.table.RolloutRow;
import dev.hone.table.ScoreRow;
import dev.hone.table.Split;
import dev.hone.table.StepRow;
import dev.hone.table.Warehouse;
import dev.hone.update.TrainingState;
import dev.hone.update.TrainingWatch;
import dev.hone.update.UpdatePolicy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stages of a step as the loop calls them: after a restart each looks first for what was committed already, so that nothing is
 * sampled, scored or updated twice.
 */
final class TrainStages {

    private final TrainingRun run;
    private final Warehouse warehouse;
    private final PolicySource policy;
    private final TrainSettings settings;
    private final TrainData data;
    private final SampleRollouts sampleRollouts;
    private final ScoreStep scoreStep;
    private final PromptSchedule schedule;
    private final UpdatePolicy updatePolicy;
    private final EvaluatePolicy evaluatePolicy;
    private final TrainingWatch trainingWatch;
    private final int firstStep;

    TrainStages(TrainingRun run, Warehouse warehouse, PolicySource policy, TrainSettings settings, TrainData data) {
        this.run = run;
        this.warehouse = warehouse;
        this.policy = policy;
        this.settings = settings;
        this.data = data;
        ScoreRollouts scoreRollouts = new ScoreRollouts(warehouse.spark(), settings.reward(), settings.scoring());
        this.sampleRollouts = new SampleRollouts(warehouse.spark(), policy, settings.rollout());
        this.scoreStep = new ScoreStep(
                warehouse.scores(),
                run::requireHeld,
                scoreRollouts,
                new ComputeAdvantages(warehouse.spark(), settings.advantage(), scoreRollouts.componentWeights()));
        this.firstStep = run.completedSteps().size() + 1;
        this.schedule = PromptSchedule.of(data.plan(), warehouse.scores(), run.runId(), firstStep - 1);
        this.updatePolicy =
                new UpdatePolicy(policy.open(), settings.update(), data.plan().steps());
        this.evaluatePolicy = new EvaluatePolicy(
                warehouse, policy, settings.rollout().evaluatedAt(settings.evaluationTemperature()), scoreRollouts);
        this.trainingWatch = new TrainingWatch(settings.watch());
    }

    /** The policy that the run starts with; it is also the reference of the KL term. */
    Checkpoint start() {
        return run.checkpoints().load(0).orElseGet(() -> {
            TrainingState initial =
                    TrainingState.initial(policy.open().initialAdapter(settings.adapter(), settings.seed()));
            return save(new Checkpoint(0, initial, new TreeMap<>()));
        });
    }

    /** Where training stands after the completed steps. */
    Checkpoint last(List<StepRow> history, Checkpoint start) {
        if (history.isEmpty()) {
            return start;
        }
        return run.requireCheckpoint(history.get(history.size() - 1).step());
    }

    /** The prompts of a step's next round of sampling; none when it has sampled enough. */
    List<PromptRow> nextRound(int step, SampledStep sampled) {
        return rounds().next(step, sampled);
    }

    /** The completions of one round. */
    List<RolloutRow> sampleRollouts(int step, List<PromptRow> prompts, Checkpoint before) {
        List<RolloutRow> stored = mayBeStored(step)
                ? ofPrompts(prompts, warehouse.rollouts().ofStep(run.runId(), step), RolloutRow::promptId)
                : List.<RolloutRow>of();
        if (!stored.isEmpty()) {
            return stored;
        }
        List<RolloutRow> sampled = sampleRollouts
                .execute(
                        new RolloutStep(run.runId(), step, before.step()),
                        before.state().adapter(),
                        encode(prompts))
                .rollouts();
        run.requireHeld();
        warehouse.steps().readAhead();
        warehouse.rollouts().append(sampled);
        return sampled;
    }

    /** The scores of one round. */
    List<ScoreRow> scoreRollouts(int step, List<PromptRow> prompts, List<RolloutRow> rollouts, SampledStep earlier) {
        List<ScoreRow> stored = mayBeStored(step)
                ? ofPrompts(prompts, warehouse.scores().ofStep(run.runId(), step), ScoreRow::promptId)
                : List.<ScoreRow>of();
        return stored.isEmpty() ? scoreStep.execute(run.runId(), step, prompts, rollouts, earlier.scores()) : stored;
    }

    /** A round's rows are one commit: all of them are there or none. */
    private static <R> List<R> ofPrompts(List<PromptRow> prompts, List<R> rows, Function<R, String> promptId) {
        Set<String> ids = prompts.stream().map(PromptRow::promptId).collect(Collectors.toSet());
        return rows.stream().filter(row -> ids.contains(promptId.apply(row))).toList();
    }

    Checkpoint updatePolicy(int step, SampledStep sampled, Checkpoint before, Checkpoint start) {
        Optional<Checkpoint> saved = mayBeStored(step) ? run.checkpoints().load(step) : Optional.empty();
        return saved.orElseGet(() -> {
            int size = schedule.plan().batch(step).size();
            UpdatePolicy.Result result = updatePolicy.execute(
                    step,
                    UpdateBatches.of(encode(sampled.prompts()), sampled, size),
                    before.state(),
                    start.state().adapter());
            SortedMap<String, Double> metrics = new TreeMap<>(result.metrics());
            metrics.putAll(ReasoningMetrics.of(sampled.rolloutsOf(sampled.batch(size))));
            return save(new Checkpoint(step, result.state(), metrics));
        });
    }

    /** Evaluates on validation at the interval, and records the checkpoint as kept. */
    List<EvaluationRow> validateWhereDue(Checkpoint checkpoint) {
        if (!kept(checkpoint.step())) {
            return List.of();
        }
        List<EvaluationRow> rows = evaluate(Split.VALIDATION, checkpoint, data.validation());
        Optional<ValidationScore> score = ValidationScore.of(checkpoint.step(), rows);
        warehouse
                .checkpoints()
                .appendIfAbsent(new CheckpointRow(
                        run.runId(),
                        checkpoint.step(),
                        run.checkpoints().path(checkpoint.step()).toString(),
                        checkpoint.state().adapter().sha256(),
                        score.stream().mapToDouble(ValidationScore::accuracy).findFirst(),
                        score.stream().mapToDouble(ValidationScore::reward).findFirst(),
                        now()));
        return rows;
    }

    List<EvaluationRow> evaluate(Split split, Checkpoint checkpoint, List<PromptRow> prompts) {
        return prompts.isEmpty()
                ? List.of()
                : evaluatePolicy
                        .execute(
                                run.runId(),
                                checkpoint.step(),
                                split,
                                checkpoint.state().adapter(),
                                prompts)
                        .rows();
    }

    StepRow stepRow(
            SampledStep sampled, Checkpoint after, List<EvaluationRow> validation, SortedMap<String, Double> timings) {
        SortedMap<String, Double> metrics = new TreeMap<>(after.metrics());
        metrics.putAll(StepMetrics.of(sampled.scores(), settings.advantage().kind()));
        metrics.putAll(rounds().metrics(after.step(), sampled));
        ValidationScore.of(after.step(), validation).ifPresent(score -> Validations.note(score, metrics));
        return new StepRow(
                run.runId(),
                after.step(),
                data.plan().epoch(after.step()),
                after.state().adapter().sha256(),
                metrics,
                timings,
                now());
    }

    /**
     * Warnings on the latest step, from the history alone, so that a resumed driver decides alike.
     *
     * @throws dev.hone.error.DivergedException when the run must stop
     */
    List<String> watch(List<StepRow> history) {
        return trainingWatch.check(history.stream().map(StepRow::metrics).toList());
    }

    /** The policy that was best on validation; the last one where nothing was validated. */
    Checkpoint best(List<StepRow> history, Checkpoint last) {
        int step = Validations.best(history).map(ValidationScore::step).orElse(last.step());
        return step == last.step() ? last : run.requireCheckpoint(step);
    }

    /** Only the last two checkpoints are needed to resume; those at the evaluation interval are kept for good. */
    void completed(int step, SampledStep sampled) {
        schedule.completed(step, sampled.scores());
        run.checkpoints().prune(saved -> saved == 0 || saved >= step - 1 || kept(saved));
    }

    private boolean kept(int step) {
        return step == data.plan().steps() || (settings.evalInterval() > 0 && step % settings.evalInterval() == 0);
    }

    /** Only the first step after a restart can have been begun by an earlier driver. */
    private boolean mayBeStored(int step) {
        return run.resumed() && step == firstStep;
    }

    private Checkpoint save(Checkpoint checkpoint) {
        run.requireHeld();
        run.checkpoints().save(checkpoint);
        return checkpoint;
    }

    private List<EncodedPrompt> encode(List<PromptRow> prompts) {
        return new PromptEncoder(policy.open().tokenizer()).encode(prompts);
    }

    private SamplingRounds rounds() {
        return new SamplingRounds(schedule.plan(), settings.samplingRounds());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
