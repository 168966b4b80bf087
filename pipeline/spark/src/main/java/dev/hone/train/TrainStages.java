package dev.hone.train;

import dev.hone.advantage.ComputeAdvantages;
import dev.hone.compare.AuditComparison;
import dev.hone.error.DataException;
import dev.hone.evaluate.EvaluatePolicy;
import dev.hone.evaluate.ScoreMajorityAnswer;
import dev.hone.grader.reply.ReplyCounts;
import dev.hone.grader.reply.ReplyStores;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.metrics.Metric;
import dev.hone.policy.Cpu;
import dev.hone.policy.PolicySource;
import dev.hone.rescore.ScoreAgain;
import dev.hone.reward.RewardDefinition;
import dev.hone.rollout.EncodedPrompt;
import dev.hone.rollout.PromptEncoder;
import dev.hone.rollout.RolloutStep;
import dev.hone.rollout.SampleRollouts;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.schema.Timestamps;
import dev.hone.score.ScoreRollouts;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.ValidationScore;
import dev.hone.settings.WatchSettings;
import dev.hone.settings.run.TrainRunSettings;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.storage.checkpoint.StoredCheckpoint;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.Warehouse;
import dev.hone.train.plan.PromptSchedule;
import dev.hone.train.plan.StepCounts;
import dev.hone.train.run.TrainingRun;
import dev.hone.train.step.Round;
import dev.hone.train.step.SampledStep;
import dev.hone.train.step.SamplingProcessors;
import dev.hone.train.step.SamplingRounds;
import dev.hone.train.step.ScoreStep;
import dev.hone.train.step.StepMetrics;
import dev.hone.train.step.StepWatch;
import dev.hone.train.step.StoredRounds;
import dev.hone.train.step.UpdateStep;
import dev.hone.update.TrainingWatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The stages of a step as the loop calls them: what each does and commits, and what of it a killed driver had committed. */
final class TrainStages {

    private final TrainingRun run;
    private final Warehouse warehouse;
    private final PolicySource policy;
    private final TrainRunSettings settings;
    private final TrainData data;
    private final SampleRollouts sampleRollouts;
    private final ScoreStep scoreStep;
    private final PromptSchedule schedule;
    private final UpdateStep updateStep;
    private final StepReplay replay;
    private final Consumer<String> warnings;
    private final EvaluatePolicy evaluatePolicy;
    private final ScoreMajorityAnswer scoreMajorityAnswer;
    private final TrainingWatch trainingWatch;
    private final StepWatch stepWatch;
    private final AuditedEvaluations audited;
    private final StepCounts stored;
    private final SamplingProcessors processors = new SamplingProcessors(Cpu.kind());

    TrainStages(
            TrainingRun run,
            Warehouse warehouse,
            PolicySource policy,
            TrainRunSettings settings,
            TrainData data,
            Consumer<String> warnings) {
        this.run = run;
        this.warehouse = warehouse;
        this.policy = policy;
        this.settings = settings;
        this.data = data;
        this.warnings = warnings;
        ScoreRollouts scoreRollouts = new ScoreRollouts(
                warehouse.spark(), settings.reward(), settings.train().scoring());
        this.sampleRollouts =
                new SampleRollouts(warehouse.spark(), policy, settings.train().rollout(), settings.rolloutPlan());
        this.scoreStep = new ScoreStep(
                warehouse.scores(),
                run::requireHeld,
                scoreRollouts,
                new ComputeAdvantages(settings.train().advantage(), scoreRollouts.componentWeights()));
        this.stored = run.resumed() ? StepCounts.of(warehouse, run.runId()) : StepCounts.NONE;
        this.schedule = PromptSchedule.of(
                data.plan(),
                warehouse.scores(),
                run.runId(),
                run.completedSteps().size());
        this.updateStep = new UpdateStep(
                policy.open(),
                settings.train().update(),
                settings.updatePlan(),
                data.plan().steps());
        this.replay =
                new StepReplay(run, warehouse, data.plan(), settings.train().samplingRounds(), updateStep, warnings);
        this.evaluatePolicy = new EvaluatePolicy(
                warehouse,
                policy,
                settings.train().rollout().evaluatedAt(settings.evaluate().temperature()),
                settings.rolloutPlan(),
                scoreRollouts);
        this.scoreMajorityAnswer = new ScoreMajorityAnswer(warehouse, scoreRollouts);
        this.trainingWatch = new TrainingWatch(WatchSettings.DEFAULT);
        this.audited = new AuditedEvaluations(settings.audit().map(this::audit));
        this.stepWatch =
                StepWatch.of(warehouse, run.runId(), run.completedSteps().size());
    }

    private ScoreAgain audit(RewardDefinition reward) {
        warehouse.rescores().createIfAbsent();
        ScoreRollouts scoring =
                new ScoreRollouts(warehouse.spark(), reward, settings.train().scoring());
        return new ScoreAgain(warehouse.rescores(), scoring, run.runId());
    }

    /** The policy that the run starts with; it is also the reference of the KL term. */
    Checkpoint start() {
        return StartCheckpoint.of(
                run,
                () -> policy.open()
                        .initialAdapter(settings.run().adapter(), settings.run().seed()),
                warnings);
    }

    /** Where training stands after the completed steps. */
    Checkpoint last(List<StepRow> history, Checkpoint start) {
        return history.isEmpty() ? start : replay.restore(history.get(history.size() - 1), history, start);
    }

    /** The next round of a step's sampling; empty when it has sampled enough. */
    Optional<Round> nextRound(int step, SampledStep sampled) {
        List<PromptRow> prompts = rounds().next(step, sampled);
        return prompts.isEmpty() ? Optional.empty() : Optional.of(round(step, prompts));
    }

    /** With the rights to commit taken before the look at what is there. */
    private Round round(int step, List<PromptRow> prompts) {
        OptimisticCommit ofRollouts = warehouse.rollouts().nextCommit(run.runId());
        OptimisticCommit ofScores = warehouse.scores().nextCommit(run.runId());
        StoredRounds found = mayBeStored(step) ? StoredRounds.of(warehouse, run.runId(), step) : StoredRounds.NONE;
        return new Round(
                prompts,
                new Round.Stored<>(ofRollouts, found.rollouts(prompts)),
                new Round.Stored<>(ofScores, found.scores(prompts)));
    }

    /** Samples the completions of one round and commits them. */
    List<RolloutRow> sample(OptimisticCommit commit, int step, List<PromptRow> prompts, Checkpoint before) {
        List<RolloutRow> sampled = sampleRollouts
                .execute(
                        new RolloutStep(run.runId(), step, before.step()),
                        before.state().adapter(),
                        encode(prompts))
                .rollouts();
        processors.check(sampled).ifPresent(warnings);
        run.requireHeld();
        warehouse.steps().readAhead();
        warehouse.rollouts().append(commit, sampled);
        return sampled;
    }

    /** The rewards of one round, in the order of its rollouts; nothing is stored yet. */
    List<ScoredCompletion<RolloutRow>> score(
            int step, List<PromptRow> prompts, List<RolloutRow> rollouts, SampledStep earlier) {
        return scoreStep.score(step, prompts, rollouts, earlier.scores());
    }

    /** The advantages of one round, committed with its rewards. */
    List<ScoreRow> advantages(OptimisticCommit commit, int step, List<ScoredCompletion<RolloutRow>> scored) {
        return scoreStep.advantages(commit, run.runId(), step, scored);
    }

    /** The policy after a step that a killed driver had updated but not completed. */
    Optional<Checkpoint> storedUpdate(int step) {
        return mayBeStored(step) && run.checkpoints().find(step) instanceof StoredCheckpoint.Good good
                ? Optional.of(good.checkpoint())
                : Optional.empty();
    }

    /** Updates the policy and saves it. */
    Checkpoint update(int step, SampledStep sampled, Checkpoint before, Checkpoint start) {
        int size = schedule.plan().batch(step).size();
        Checkpoint after = updateStep.execute(step, sampled, size, before, start);
        run.requireHeld();
        run.checkpoints().save(after);
        return after;
    }

    /** Evaluates on validation at the interval, and records the checkpoint as kept. */
    List<EvaluationRow> validateWhereDue(Checkpoint checkpoint) {
        if (!kept(checkpoint.step())) {
            return List.of();
        }
        List<EvaluationRow> rows = evaluate(Split.VALIDATION, checkpoint, data.validation());
        run.recordKept(checkpoint, ValidationScore.of(checkpoint.step(), rows));
        return rows;
    }

    List<EvaluationRow> evaluate(Split split, Checkpoint checkpoint, List<PromptRow> prompts) {
        if (prompts.isEmpty()) {
            return List.of();
        }
        List<EvaluationRow> answers = evaluatePolicy.execute(
                run.runId(), checkpoint.step(), split, checkpoint.state().adapter(), prompts);
        audited.add(split, checkpoint.step(), answers, prompts);
        return answers;
    }

    /** Base against tuned as the audit sees them. */
    Optional<AuditComparison> auditComparison(int tunedStep, PairedBootstrap bootstrap) {
        return audited.comparison(tunedStep, bootstrap);
    }

    /** What one and the same answer to all prompts of a split would have earned. */
    List<MajorityAnswerRow> majorityAnswers(Split split, List<PromptRow> prompts) {
        return prompts.isEmpty() ? List.of() : scoreMajorityAnswer.execute(run.runId(), split, prompts);
    }

    /** Signs of a reward that is gamed, among the metrics of the step. */
    SortedMap<String, Double> watchReward(SampledStep sampled) {
        return stepWatch.look(sampled);
    }

    /** What they come to over the run, in sentences. */
    List<String> evidence(List<StepRow> history) {
        return stepWatch.evidence(history.stream().map(StepRow::metrics).toList());
    }

    StepRow stepRow(
            SampledStep sampled,
            SortedMap<String, Double> watched,
            Checkpoint after,
            List<EvaluationRow> validation,
            SortedMap<String, Double> timings) {
        SortedMap<String, Double> metrics = new TreeMap<>(after.metrics());
        metrics.putAll(
                StepMetrics.of(sampled.scores(), settings.train().advantage().kind()));
        metrics.putAll(watched);
        metrics.putAll(rounds().metrics(after.step(), sampled));
        Validations.note(after.step(), validation, metrics);
        audited.note(after.step(), metrics);
        noteJudges(ReplyStores.current().takeCounts(), metrics);
        return new StepRow(
                run.runId(),
                after.step(),
                data.plan().epoch(after.step()),
                after.state().adapter().sha256(),
                run.checkpoints().sha256(after.step()),
                metrics,
                timings,
                now());
    }

    private static void noteJudges(ReplyCounts counts, SortedMap<String, Double> metrics) {
        if (!counts.equals(ReplyCounts.NONE)) {
            metrics.put(Metric.JUDGE_CALLS.key(), (double) counts.calls());
            metrics.put(Metric.JUDGE_CACHED.key(), (double) counts.cached());
        }
    }

    /**
     * What the tables lack of the completed steps.
     *
     * @throws DataException when the run cannot go on as it would have without
     */
    List<String> missing() {
        List<String> missing = stored.missing(run.completedSteps());
        if (!missing.isEmpty() && data.plan().hasCurriculum()) {
            throw new DataException(
                    "Run " + run.runId() + " cannot go on, because its curriculum follows from all of its" + " scores: "
                            + String.join("; ", missing) + ". Restore the tables, or start a new run.");
        }
        return run.resumed() ? missing : List.of();
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
    Checkpoint best(List<StepRow> history, Checkpoint last, Checkpoint start) {
        int step = Validations.best(history).map(ValidationScore::step).orElse(last.step());
        return step == last.step() ? last : replay.restore(history.get(step - 1), history, start);
    }

    /** Only the last two checkpoints are needed to resume; those at the evaluation interval are kept for good. */
    void completed(int step, SampledStep sampled) {
        schedule.completed(step, sampled.scores());
        run.checkpoints().prune(saved -> saved == 0 || saved >= step - 1 || kept(saved));
    }

    private boolean kept(int step) {
        return step == data.plan().steps()
                || (settings.evaluate().evalInterval() > 0
                        && step % settings.evaluate().evalInterval() == 0);
    }

    /** What an earlier driver has begun: the step after the completed ones, or several where rows of steps were lost. */
    private boolean mayBeStored(int step) {
        return step <= stored.lastStep();
    }

    private List<EncodedPrompt> encode(List<PromptRow> prompts) {
        return new PromptEncoder(policy.open().tokenizer()).encode(prompts);
    }

    private SamplingRounds rounds() {
        return new SamplingRounds(schedule.plan(), settings.train().samplingRounds());
    }

    private static Instant now() {
        return Timestamps.now();
    }
}
