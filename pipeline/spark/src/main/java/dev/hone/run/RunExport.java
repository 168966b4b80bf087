package dev.hone.run;

import dev.hone.chart.StepCharts;
import dev.hone.compare.AuditComparison;
import dev.hone.compare.Comparison;
import dev.hone.config.JobSpec;
import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.export.ExportDescription;
import dev.hone.export.ExportLimits;
import dev.hone.export.ExportModel;
import dev.hone.export.LoggedRollout;
import dev.hone.export.Training;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.rollout.PromptEncoder;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.Split;
import dev.hone.settings.SftTarget;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.storage.run.ExportedSteps;
import dev.hone.table.Warehouse;
import dev.hone.train.SftExamples;
import dev.hone.train.run.RunDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Exports a run: gathers its checkpoint, its evaluations and its last rollouts from the tables. */
public final class RunExport {

    private static final int VERIFIED_ANSWERS = 64;

    private final JobSpec spec;
    private final Warehouse warehouse;
    private final SavedRun run;
    private final RunSetup setup;

    public RunExport(JobSpec spec, Warehouse warehouse, SavedRun run) {
        this.spec = spec;
        this.warehouse = warehouse;
        this.run = run;
        this.setup = new RunSetup(spec, warehouse);
    }

    /**
     * Exports the policy after a step.
     *
     * @param audit what the run's audit says of it, for the model card
     */
    public ExportModel.Result execute(int step, Optional<AuditComparison> audit) {
        if (step < 1) {
            throw new ConfigException(
                    "run " + spec.run() + " has no completed step, so there is nothing to export. Train it first");
        }
        Checkpoint checkpoint = run.checkpoint(step);
        Path model = Path.of(spec.model().orElseThrow().path());
        ExportModel.Result result = new ExportModel(spec.export(), ExportLimits.STANDARD, EngineSettings.defaults())
                .execute(
                        ModelDirectory.open(model),
                        setup.policy().open(),
                        checkpoint.state().adapter(),
                        description(step, model, audit),
                        logged(step));
        note(step);
        return result;
    }

    /** Whoever may read the tables and not write to them exports all the same. */
    private void note(int step) {
        try {
            new ExportedSteps(
                            warehouse.runPath(spec.run()),
                            warehouse.spark().sparkContext().hadoopConfiguration())
                    .add(step);
        } catch (StorageException e) {
            System.err.println("warning: " + e.getMessage() + " hone maintain --checkpoints will not know of it.");
        }
    }

    private ExportDescription description(int step, Path model, Optional<AuditComparison> audit) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("Hone", run.row().identity().getOrDefault("code_version", "unknown"));
        versions.put("Java", System.getProperty("java.version"));
        versions.put("Spark", warehouse.spark().version());
        return new ExportDescription(
                spec.run(),
                spec.seed(),
                step,
                model.toString(),
                spec.export().hub(),
                supervised() ? Training.SUPERVISED : Training.REINFORCEMENT,
                supervised()
                        ? "the " + spec.sft().target().word() + " answers"
                        : rewardDescription(spec.reward().orElseThrow()),
                setup.dataset(),
                comparisons(step),
                audit,
                StepCharts.reward(warehouse.steps().ofRun(spec.run())),
                versions,
                run.row().spec(),
                "scripts/hone " + (supervised() ? "sft" : "run") + " --spec FILE --run-id " + spec.run());
    }

    private static String rewardDescription(RewardDefinition reward) {
        try (RewardFunction function = RewardFunctions.create(reward)) {
            return function.description();
        }
    }

    private boolean supervised() {
        return run.row().kind().equals(RunDescription.SFT);
    }

    private List<ExportDescription.Comparison> comparisons(int step) {
        PairedBootstrap bootstrap =
                new PairedBootstrap(spec.seed(), spec.evaluate().bootstrapResamples());
        List<ExportDescription.Comparison> comparisons = new ArrayList<>();
        for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
            List<EvaluationRow> base = warehouse.evaluations().of(spec.run(), 0, split);
            List<EvaluationRow> tuned = warehouse.evaluations().of(spec.run(), step, split);
            if (!base.isEmpty() && base.size() == tuned.size()) {
                Comparison.of(base, tuned, warehouse.majorityAnswers().of(spec.run(), split), bootstrap).stream()
                        .findFirst()
                        .map(comparison -> described(split, comparison))
                        .ifPresent(comparisons::add);
            }
        }
        return comparisons;
    }

    private static ExportDescription.Comparison described(Split split, Comparison comparison) {
        return new ExportDescription.Comparison(
                split.name().toLowerCase(Locale.ROOT),
                comparison.prompts(),
                comparison.unscored(),
                Optional.of(comparison.accuracy()),
                Optional.of(comparison.reward()),
                comparison.majorityAccuracy());
    }

    /** What the export is verified on: the rollouts of the step, or, since a warm start samples none, answers that it was taught. */
    private List<LoggedRollout> logged(int step) {
        PolicyTokenizer tokenizer = setup.policy().open().tokenizer();
        List<PromptRow> prompts = warehouse.prompts().prompts(run.promptsVersion(), setup.dataset(), Split.TRAIN);
        return supervised() ? taught(prompts, tokenizer) : sampled(step, prompts, tokenizer);
    }

    private List<LoggedRollout> taught(List<PromptRow> prompts, PolicyTokenizer tokenizer) {
        SftTarget target = spec.sft().target();
        List<LoggedRollout> taught = new ArrayList<>();
        prompts.stream()
                .filter(prompt -> SftExamples.answer(target, prompt).isPresent())
                .limit(VERIFIED_ANSWERS)
                .forEach(prompt -> {
                    TrainingGroup example = SftExamples.example(target, prompt, tokenizer);
                    taught.add(new LoggedRollout(
                            prompt.promptId(), 0, example.promptTokenIds(), example.completionTokenIds()[0]));
                });
        return taught;
    }

    private List<LoggedRollout> sampled(int step, List<PromptRow> prompts, PolicyTokenizer tokenizer) {
        Map<String, PromptRow> byId =
                prompts.stream().collect(Collectors.toMap(PromptRow::promptId, Function.identity()));
        PromptEncoder encoder = new PromptEncoder(tokenizer);
        List<LoggedRollout> sampled = new ArrayList<>();
        for (RolloutRow rollout : warehouse.rollouts().ofStep(spec.run(), step)) {
            sampled.add(new LoggedRollout(
                    rollout.promptId(),
                    rollout.sample(),
                    encoder.encode(byId.get(rollout.promptId())).tokenIds(),
                    rollout.sampled().tokenIds()));
        }
        return sampled;
    }
}
