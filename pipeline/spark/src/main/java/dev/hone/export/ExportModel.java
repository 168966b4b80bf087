package dev.hone.export;

import dev.hone.error.ConfigException;
import dev.hone.error.ModelException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.ModelOrigin;
import dev.hone.policy.checkpoint.WeightType;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.torch.PolicyModels;
import dev.hone.settings.ExportSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Exports the tuned policy: {@code adapter/} in PEFT's form, {@code merged/} as a whole model, a model card and verification.json. Both
 * are loaded again and must give the tuned policy's log-probabilities on logged rollouts, and others than the base's; otherwise nothing
 * is left behind that looks finished.
 */
public final class ExportModel {

    private static final String ADAPTER = "adapter";
    private static final String MERGED = "merged";

    private final ExportSettings settings;
    private final ExportLimits limits;
    private final EngineSettings engine;

    public ExportModel(ExportSettings settings, ExportLimits limits, EngineSettings engine) {
        this.settings = settings;
        this.limits = limits;
        this.engine = engine;
    }

    /**
     * What was exported.
     *
     * @param directory the folder
     * @param adapter the PEFT adapter; empty where all parameters were trained
     * @param merged the merged model, where asked for
     * @param rollouts logged rollouts that were replayed
     * @param tokens completion tokens in them
     * @param adapterError greatest difference of a log-probability between adapter read back and tuned policy
     * @param mergedError the same of the merged model
     * @param baseDifference greatest difference of a log-probability between base and tuned policy
     * @param files number of files written
     * @param bytes their size
     */
    public record Result(
            Path directory,
            Optional<Path> adapter,
            Optional<Path> merged,
            int rollouts,
            int tokens,
            OptionalDouble adapterError,
            OptionalDouble mergedError,
            double baseDifference,
            int files,
            long bytes) {}

    /**
     * Exports.
     *
     * @param base the base model's directory
     * @param policy the same base in memory
     * @param tuned the adapter
     * @param about what the model card tells
     * @param logged rollouts of the run, the latest first
     */
    public Result execute(
            ModelDirectory base,
            PolicyModel policy,
            Adapter tuned,
            ExportDescription about,
            List<LoggedRollout> logged) {
        boolean lora = tuned.kind() instanceof AdapterKind.Lora;
        if (!lora && !settings.merged()) {
            throw new ConfigException("export.merged is false, but the run trains all parameters, which no adapter can"
                    + " hold. Set export.merged to true");
        }
        MergedTypes types = new MergedTypes(base, settings.dtype());
        double mergedTolerance = limits.mergedTolerance(types.coarsest());
        Replay replay = Replay.of(policy, tuned, logged, limits.maxVerifiedRollouts());
        try (AtomicDirectory directory = AtomicDirectory.create(settings.directory(), VerificationFile.NAME)) {
            OptionalDouble adapterError = lora
                    ? OptionalDouble.of(writeAdapter(directory.work(), policy, tuned, about, replay))
                    : OptionalDouble.empty();
            OptionalDouble mergedError = settings.merged()
                    ? OptionalDouble.of(writeMerged(directory.work(), types, tuned, replay))
                    : OptionalDouble.empty();
            writeCards(directory.work(), base, about, verdict(replay, adapterError, mergedError, mergedTolerance));
            VerificationFile.write(
                    directory.work(),
                    replay,
                    about,
                    limits.adapterTolerance(),
                    mergedTolerance,
                    types.coarsest(),
                    tuned.sha256());
            long[] filesAndBytes = count(directory.work());
            Path published = directory.publish();
            return new Result(
                    published,
                    Optional.of(published.resolve(ADAPTER)).filter(Files::exists),
                    Optional.of(published.resolve(MERGED)).filter(Files::exists),
                    replay.rollouts().size(),
                    replay.tokens(),
                    adapterError,
                    mergedError,
                    replay.baseDifference(),
                    (int) filesAndBytes[0],
                    filesAndBytes[1]);
        } catch (IOException e) {
            throw AtomicDirectory.failed(settings.directory(), e);
        }
    }

    private double writeAdapter(Path work, PolicyModel policy, Adapter tuned, ExportDescription about, Replay replay) {
        Path path = work.resolve(ADAPTER);
        PeftAdapter.write(path, tuned, about.hub().baseModel().orElse(about.baseName()));
        Adapter read = PeftAdapter.read(path);
        if (!read.sha256().equals(tuned.sha256())) {
            throw new ModelException("the exported adapter, read back, has other tensors than the tuned one ("
                    + read.sha256() + " against " + tuned.sha256() + "). Nothing was exported. Check the disk");
        }
        return replay.check("the exported adapter", policy, read, limits.adapterTolerance(), WeightType.F32);
    }

    private double writeMerged(Path work, MergedTypes types, Adapter tuned, Replay replay) throws IOException {
        Path path = work.resolve(MERGED);
        new MergedModelWriter(types, limits.maxShardBytes()).write(path, tuned);
        try (PolicyModel merged =
                PolicyModels.load(ModelDirectory.open(path), engine, HuggingFacePolicyTokenizer.load(path))) {
            Adapter nothing = merged.initialAdapter(tuned.kind(), 0);
            return replay.check(
                    "the merged model", merged, nothing, limits.mergedTolerance(types.coarsest()), types.coarsest());
        }
    }

    private void writeCards(Path work, ModelDirectory base, ExportDescription about, String verdict)
            throws IOException {
        ModelOrigin origin = ModelOrigin.read(base.path());
        for (String part : List.of("", ADAPTER, MERGED)) {
            Path folder = part.isEmpty() ? work : work.resolve(part);
            if (Files.isDirectory(folder)) {
                String library =
                        part.equals(MERGED) || !Files.isDirectory(work.resolve(ADAPTER)) ? "transformers" : "peft";
                Files.writeString(
                        folder.resolve(ModelCard.NAME),
                        ModelCard.write(about, origin, base.sha256(), verdict, library));
                if (about.rewardCurve().isPresent()) {
                    Files.writeString(
                            folder.resolve(ModelCard.CURVE),
                            about.rewardCurve().get().file());
                }
            }
        }
    }

    private String verdict(
            Replay replay, OptionalDouble adapterError, OptionalDouble mergedError, double mergedTolerance) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Loaded again and replayed on %d logged rollouts (%d tokens). Greatest difference of a token's log-probability"
                        + " from the tuned policy's:",
                replay.rollouts().size(),
                replay.tokens()));
        adapterError.ifPresent(e -> text.append(
                String.format(Locale.ROOT, " adapter %.2g (tolerance %.2g);", e, limits.adapterTolerance())));
        mergedError.ifPresent(e ->
                text.append(String.format(Locale.ROOT, " merged model %.2g (tolerance %.2g);", e, mergedTolerance)));
        return text.append(String.format(Locale.ROOT, " the base model: %.3g.", replay.baseDifference()))
                .toString();
    }

    private static long[] count(Path directory) throws IOException {
        long files = 0;
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files++;
                bytes += Files.size(path);
            }
        }
        return new long[] {files, bytes};
    }
}
