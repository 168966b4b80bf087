package dev.hone.policy.torch;

import dev.hone.error.ModelException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PolicySource;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.ModelFiles;
import dev.hone.policy.template.TemplateSettings;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.tokenizer.TokenizerConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model directory that every executor sees under the same path. The first use in a JVM loads it; the files on disk must have the hashes
 * that the driver saw, or an executor would sample another model, or other prompts, without an error.
 *
 * @param directory path of the Hugging Face directory
 * @param weights its configuration and weights
 * @param tokenizer the files that decide how texts become tokens, and which of them ends a completion
 * @param template what the chat template sees beside the conversation
 */
public record ModelOnDisk(
        String directory, ModelFiles weights, ModelFiles tokenizer, EngineSettings settings, TemplateSettings template)
        implements PolicySource {

    private static final Map<ModelOnDisk, PolicyModel> LOADED = new ConcurrentHashMap<>();

    /** The directory as it is now, with {@link TemplateSettings#DEFAULT}. */
    public static ModelOnDisk of(Path directory, EngineSettings settings) {
        return of(directory, settings, TemplateSettings.DEFAULT);
    }

    /** The directory as it is now. */
    public static ModelOnDisk of(Path directory, EngineSettings settings, TemplateSettings template) {
        Path absolute = directory.toAbsolutePath().normalize();
        return new ModelOnDisk(
                absolute.toString(),
                ModelDirectory.open(absolute).files(),
                ModelFiles.hash(absolute, TokenizerConfig.FILES),
                settings,
                template);
    }

    @Override
    public PolicyModel open() {
        return LOADED.computeIfAbsent(this, ModelOnDisk::load);
    }

    private static PolicyModel load(ModelOnDisk source) {
        Path path = Path.of(source.directory());
        ModelDirectory directory = ModelDirectory.open(path);
        requireSame(path, directory.files(), source.weights());
        requireSame(path, ModelFiles.hash(path, TokenizerConfig.FILES), source.tokenizer());
        return PolicyModels.load(
                directory, source.settings(), HuggingFacePolicyTokenizer.load(path, source.template()));
    }

    private static void requireSame(Path folder, ModelFiles here, ModelFiles onDriver) {
        here.difference(onDriver).ifPresent(difference -> {
            throw new ModelException("In the model folder " + folder + ", as the process "
                    + ManagementFactory.getRuntimeMXBean().getName() + " sees it, " + difference
                    + " on the driver. Give every machine the same files.");
        });
    }
}
