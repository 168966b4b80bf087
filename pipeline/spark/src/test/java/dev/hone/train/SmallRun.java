package dev.hone.train;

import dev.hone.Repository;
import dev.hone.SparkTest;
import dev.hone.error.HoneException;
import dev.hone.event.RunEvents;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.objective.Objective;
import dev.hone.math.optim.AdamWSettings;
import dev.hone.math.optim.LearningRateSchedule;
import dev.hone.math.sampling.KlSampling;
import dev.hone.math.sampling.PassRateWeight;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.torch.ModelOnDisk;
import dev.hone.report.ConsoleEvents;
import dev.hone.report.RunConsole;
import dev.hone.reward.RewardDefinition;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.Split;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.EarlyStop;
import dev.hone.settings.EvaluateSettings;
import dev.hone.settings.MismatchGate;
import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.RunLength;
import dev.hone.settings.ScoreSettings;
import dev.hone.settings.TrainSettings;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.run.RolloutPlan;
import dev.hone.settings.run.RunSettings;
import dev.hone.settings.run.TrainRunSettings;
import dev.hone.settings.run.UpdatePlan;
import dev.hone.storage.run.RunEventFiles;
import dev.hone.table.RowCodec;
import dev.hone.table.Warehouse;
import dev.hone.train.run.RunDescription;
import dev.hone.train.run.RunIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** A run of the demo policy that takes seconds; also the program of a driver that is killed. */
final class SmallRun {

    static final String RUN_ID = "small";
    static final int STEPS = 4;
    private static final String SPEC = "run: small\ningest: {dataset: d}\nreward: {kind: json_fields}\n";
    static final AdapterKind LORA = new AdapterKind.Lora(4, 8, Set.of("q_proj", "v_proj", "up_proj"));
    private static final RolloutSettings ROLLOUT = new RolloutSettings(SamplingSettings.plain(1.0, 20), 4);
    private static final RewardDefinition AUDIT = new RewardDefinition(
            "constraints", Map.of("rules", Map.of("short", Map.of("check", "characters", "maximum", 40))));
    private static final ReasoningStyle NO_REASONING = new ReasoningStyle.None();

    private SmallRun() {}

    /** Trains the run in the warehouse args[0], that of all parameters if there is an args[1], to its end; the exit code is Hone's. */
    public static void main(String[] args) throws Exception {
        try (SparkSession spark = SparkTest.session()) {
            Warehouse warehouse = new Warehouse(spark, args[0]);
            TrainRunSettings settings = args.length > 1 ? twoStepsOfAllParameters() : settings(1e-3, LORA);
            TrainLoop.Result result = train(warehouse, new RunConsole(System.out, false), settings);
            System.out.println("DONE " + result.steps());
        } catch (HoneException e) {
            System.out.println(e.getMessage());
            System.exit(e.exitCode());
        }
    }

    /** The run as it goes where nothing disturbs it, trained once for all test classes of a JVM: to be read or copied, never changed. */
    static Path undisturbed() {
        return Undisturbed.FOLDER;
    }

    static TrainLoop.Result undisturbedResult() {
        return Undisturbed.RESULT;
    }

    private static final class Undisturbed {
        private static final Path FOLDER = temporaryFolder();
        private static final TrainLoop.Result RESULT =
                train(new Warehouse(SparkTest.session(), FOLDER.toString()), new RunConsole(System.out, false), 1e-3);

        private static Path temporaryFolder() {
            try {
                Path folder = Files.createTempDirectory("undisturbed");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(folder.toFile())));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static TrainLoop.Result train(Warehouse warehouse, RunConsole console, double learningRate) {
        return train(warehouse, console, settings(learningRate, LORA));
    }

    static TrainLoop.Result train(Warehouse warehouse, RunConsole console, TrainRunSettings settings) {
        return train(warehouse, console, settings, Repository.demoPolicy());
    }

    static TrainLoop.Result train(
            Warehouse warehouse, RunConsole console, double learningRate, Optional<EarlyStop> earlyStop) {
        RewardDefinition reward = new RewardDefinition("json_fields", Map.of());
        return train(warehouse, console, settings(learningRate, LORA, ROLLOUT, NO_REASONING, reward, earlyStop));
    }

    static TrainLoop.Result train(
            Warehouse warehouse, RunConsole console, TrainRunSettings settings, Path modelDirectory) {
        RunEvents listeners = RunEvents.all(List.of(
                new ConsoleEvents(console),
                RunEventFiles.of(
                        warehouse.runPath(RUN_ID),
                        warehouse.spark().sparkContext().hadoopConfiguration())));
        return train(warehouse, listeners, settings, modelDirectory);
    }

    static TrainLoop.Result train(
            Warehouse warehouse, RunEvents listeners, TrainRunSettings settings, Path modelDirectory) {
        prepare(warehouse);
        ModelOnDisk policy = ModelOnDisk.of(modelDirectory, EngineSettings.defaults());
        double learningRate =
                settings.train().update().optimizer().learningRate().orElseThrow();
        Map<String, String> values = Map.of(
                "model.path", policy.directory(),
                "train.learningRate", Double.toString(learningRate),
                "evaluate.keepBest", Boolean.toString(settings.evaluate().keepBest()));
        RunIdentity identity = RunIdentity.here(policy, values);
        String spec = SPEC + "model: {path: " + policy.directory() + "}\n";
        RunDescription description = new RunDescription("train", spec, "hash", "the demo policy", identity);
        return TrainLoop.run(warehouse, policy, settings, description, listeners);
    }

    /** The tables, with the prompts of the data set d in them. */
    static void prepare(Warehouse warehouse) {
        warehouse.createTables();
        if (warehouse.prompts().read().isEmpty()) {
            warehouse
                    .prompts()
                    .append(warehouse.spark().createDataFrame(prompts(), new RowCodec<>(PromptColumns.TABLE).schema()));
        }
    }

    static TrainRunSettings settings(double learningRate, AdapterKind kind) {
        return settings(
                learningRate,
                kind,
                ROLLOUT,
                NO_REASONING,
                new RewardDefinition("json_fields", Map.of()),
                Optional.empty());
    }

    static TrainRunSettings twoStepsOfAllParameters() {
        return settings(
                2,
                1e-3,
                new AdapterKind.AllParameters(),
                ROLLOUT,
                NO_REASONING,
                new RewardDefinition("json_fields", Map.of()),
                Optional.empty());
    }

    static TrainRunSettings settings(
            double learningRate,
            AdapterKind kind,
            RolloutSettings rollout,
            ReasoningStyle reasoning,
            RewardDefinition reward,
            Optional<EarlyStop> earlyStop) {
        return settings(STEPS, learningRate, kind, rollout, reasoning, reward, earlyStop);
    }

    private static TrainRunSettings settings(
            int steps,
            double learningRate,
            AdapterKind kind,
            RolloutSettings rollout,
            ReasoningStyle reasoning,
            RewardDefinition reward,
            Optional<EarlyStop> earlyStop) {
        OptimizerSettings optimizer = new OptimizerSettings(
                OptionalDouble.of(learningRate),
                new LearningRateSchedule(LearningRateSchedule.Kind.CONSTANT, 0, 0),
                AdamWSettings.DEFAULT,
                1.0,
                512);
        TrainSettings train = new TrainSettings(
                new RunLength(6, OptionalInt.empty(), OptionalInt.of(steps)),
                4096,
                OptionalInt.empty(),
                64,
                rollout,
                3,
                Optional.of(new PassRateWeight(0.25)),
                new ScoreSettings(0.2, ScoreSettings.DEFAULT_TIMEOUT_SECONDS),
                new AdvantageSettings(AdvantageKind.GRPO, GroupAdvantages.DEFAULT_EPSILON, false, Optional.empty()),
                new UpdateSettings(Objective.GRPO.settings().loss(10), optimizer, 1.0, 1, false));
        return new TrainRunSettings(
                new RunSettings(RUN_ID, "d", 7, kind),
                train,
                reward,
                Optional.of(AUDIT),
                new EvaluateSettings(2, 4, OptionalInt.empty(), 0, earlyStop, true, 200),
                new RolloutPlan(2, 2, 7, reasoning),
                new UpdatePlan(2, new KlSampling(0.25, 7), MismatchGate.of("float32")));
    }

    private static List<Row> prompts() {
        List<Row> rows = new ArrayList<>();
        for (int p = 0; p < 24; p++) {
            Split split = p < 16 ? Split.TRAIN : p < 20 ? Split.VALIDATION : Split.TEST;
            rows.add(prompt(p, split, "{\"intent\":\"damaged\",\"order\":\"" + (1000 + 37 * p) + "\"}"));
        }
        return rows;
    }

    /** @param reference null for a prompt without an answer */
    static Row prompt(int p, Split split, String reference) {
        return RowFactory.create(
                "p" + p,
                "d",
                split.columnValue(),
                "[{\"role\":\"system\",\"content\":\"Sort the mail. Reply with JSON: intent and order.\"},"
                        + "{\"role\":\"user\",\"content\":\"Hello, It is order " + (1000 + 37 * p)
                        + ". The puzzle arrived broken. Regards, Kim\"}]",
                null,
                reference,
                null,
                null,
                20,
                "test:" + p,
                Instant.parse("2026-03-07T14:05:09Z"));
    }
}
