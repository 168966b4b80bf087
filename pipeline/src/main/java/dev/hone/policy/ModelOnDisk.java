package dev.hone.policy;

import dev.hone.error.ModelException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model directory that every executor sees under the same path. The first use in a JVM loads it; the weights on disk must have the hash
 * that the driver saw, or an executor would sample another model without an error.
 *
 * @param directory path of the Hugging Face directory
 * @param sha256 hash of its configuration and weights
 * @param template what the chat template sees beside the conversation
 */
public record ModelOnDisk(String directory, String sha256, EngineSettings settings, TemplateSettings template)
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
                absolute.toString(), ModelDirectory.open(absolute).sha256(), settings, template);
    }

    @Override
    public PolicyModel open() {
        return LOADED.computeIfAbsent(this, ModelOnDisk::load);
    }

    private static PolicyModel load(ModelOnDisk source) {
        Path path = Path.of(source.directory());
        ModelDirectory directory = ModelDirectory.open(path);
        if (!directory.sha256().equals(source.sha256())) {
            throw new ModelException(
                    "The model in " + path + " has the hash " + directory.sha256() + " on this machine, but "
                            + source.sha256() + " on the driver. Give every machine the same files.");
        }
        return PolicyModels.load(
                directory, source.settings(), HuggingFacePolicyTokenizer.load(path, source.template()));
    }
}
