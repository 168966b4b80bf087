package dev.hone.run;

import dev.hone.config.JobSpec;
import dev.hone.error.DataException;
import dev.hone.math.sampling.KlSampling;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.checkpoint.ModelOrigin;
import dev.hone.policy.torch.ModelOnDisk;
import dev.hone.schema.RunRow;
import dev.hone.schema.Split;
import dev.hone.settings.AuditSettings;
import dev.hone.settings.MismatchGate;
import dev.hone.settings.ModelSettings;
import dev.hone.settings.SftSettings;
import dev.hone.settings.run.RolloutPlan;
import dev.hone.settings.run.RunSettings;
import dev.hone.settings.run.SftRunSettings;
import dev.hone.settings.run.TrainRunSettings;
import dev.hone.settings.run.UpdatePlan;
import dev.hone.table.Warehouse;
import dev.hone.train.run.RunDescription;
import dev.hone.train.run.RunIdentity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a run needs, made from its specification: the policy, the settings of the stages, the run's identity. */
public final class RunSetup {

    private static final String UNITS_PER_STEP = "train.unitsPerStep";
    private static final String DECODE_SLOTS = "train.decodeSlots";

    private final JobSpec spec;
    private final ModelOnDisk policy;
    private final Cluster cluster;
    private final Optional<RunRow> recorded;

    public RunSetup(JobSpec spec, Warehouse warehouse) {
        this.spec = spec;
        ModelSettings model = spec.model().orElseThrow();
        EngineSettings engine = EngineSettings.withDecodeSlots(spec.train().decodeSlots());
        this.policy = ModelOnDisk.of(Path.of(model.path()), engine, model.template());
        this.cluster = Cluster.of(warehouse.spark().sparkContext());
        this.recorded = warehouse.runs().exists() ? warehouse.runs().find(spec.run()) : Optional.empty();
    }

    public ModelOnDisk policy() {
        return policy;
    }

    /**
     * Begins a training: makes the tables, and gives a new run its warnings and advice.
     *
     * @throws DataException when there is nothing to learn from; no model is read and no table is made then
     */
    public static RunSetup begin(JobSpec spec, Warehouse warehouse, Supplier<List<String>> advice, PrintStream out) {
        requirePrompts(spec, warehouse);
        warehouse.createTables();
        RunHead.printAdvice(spec, warehouse, advice.get(), out);
        return new RunSetup(spec, warehouse);
    }

    private static void requirePrompts(JobSpec spec, Warehouse warehouse) {
        String dataset = dataset(spec);
        if (!warehouse.prompts().exists() || !warehouse.prompts().holds(dataset, Split.TRAIN)) {
            throw new DataException(
                    "there are no training prompts of the data set " + dataset + " in " + warehouse.path()
                            + ", so there is nothing to train on. Run hone ingest with the same specification first, and look at what it"
                            + " counted");
        }
    }

    /** The data set of the run: that of the section ingest. */
    public String dataset() {
        return dataset(spec);
    }

    /** The data set of a specification: that of its section ingest. */
    public static String dataset(JobSpec spec) {
        return spec.ingest().map(ingest -> ingest.dataset()).orElse("default");
    }

    /** What is recorded about a run of this kind. */
    public RunDescription description(String kind) {
        return new RunDescription(
                kind,
                spec.asWritten(),
                spec.effective().sha256(),
                ModelOrigin.read(Path.of(policy.directory())).text(),
                RunIdentity.here(policy, identity()));
    }

    /** What a reinforcement run does. */
    public TrainRunSettings trainSettings() {
        return new TrainRunSettings(
                runSettings(),
                spec.train(),
                spec.reward().orElseThrow(),
                spec.audit().map(AuditSettings::reward),
                spec.evaluate(),
                rolloutPlan(),
                new UpdatePlan(
                        cluster.updateThreads(),
                        new KlSampling(KlSampling.DEFAULT_SHARE, spec.seed()),
                        MismatchGate.of(spec.model().orElseThrow().computeType())));
    }

    /** What a supervised warm start does. */
    public SftRunSettings sftSettings() {
        SftSettings sft = spec.sft();
        return new SftRunSettings(
                runSettings(),
                sft,
                spec.train().update().optimizer().with(sft.learningRate(), sft.schedule()),
                cluster.updateThreads());
    }

    private RunSettings runSettings() {
        return new RunSettings(spec.run(), dataset(), spec.seed(), spec.adapter());
    }

    /** Of the specification: the engine's decode slots are recorded with the engine's settings. */
    private Map<String, String> identity() {
        Map<String, String> identity = new TreeMap<>(spec.effective().identity());
        identity.remove(DECODE_SLOTS);
        identity.put(UNITS_PER_STEP, Integer.toString(unitsPerStep()));
        return identity;
    }

    private int unitsPerStep() {
        return unitsPerStep(spec.train().unitsPerStep(), recorded.map(RunRow::identity), cluster.taskSlots());
    }

    /**
     * Units of a step: as written, or as many as the cluster can decode at once when the run is created. A run keeps them on any other
     * cluster, since its tokens depend on them.
     *
     * @param recorded identity of the run, where it was created before
     */
    static int unitsPerStep(OptionalInt written, Optional<Map<String, String>> recorded, int taskSlots) {
        return written.orElseGet(() -> recorded.map(identity -> identity.get(RunIdentity.SPEC + UNITS_PER_STEP))
                .map(Integer::valueOf)
                .orElse(taskSlots));
    }

    /** Who decodes what of a step. */
    public RolloutPlan rolloutPlan() {
        int units = unitsPerStep();
        ModelSettings model = spec.model().orElseThrow();
        return new RolloutPlan(
                units,
                units, // one task each: Spark partitions them over the executors that are there at that step
                spec.seed(),
                model.reasoning().style(Path.of(model.path())));
    }
}
