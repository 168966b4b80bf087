package dev.hone.grader.chat;

import dev.hone.error.ModelException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.torch.ModelOnDisk;
import dev.hone.reward.RewardParameters;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model folder on this machine, computed in this process.
 *
 * @param model the folder with what its files hold; empty where it cannot be used
 */
record LocalSettings(Optional<ModelOnDisk> model) implements ModelSettings {

    static final String KEY = "path";

    /** Definitions are read far more often than folders change, and to hash a model takes a second for each GB. */
    private static final Map<Path, ModelOnDisk> READ = new ConcurrentHashMap<>();

    static LocalSettings from(RewardParameters section) {
        return new LocalSettings(section.text(KEY).flatMap(path -> {
            try {
                return Optional.of(READ.computeIfAbsent(
                        Path.of(path).toAbsolutePath().normalize(),
                        folder -> ModelOnDisk.of(folder, EngineSettings.defaults())));
            } catch (ModelException e) {
                section.problem(
                        KEY, "cannot be used: " + e.getMessage(), "Name the folder of a model that Hone can run");
                return Optional.empty();
            }
        }));
    }

    @Override
    public String who() {
        return "The model in " + model.map(ModelOnDisk::directory).orElse("no folder");
    }

    @Override
    public String identity() {
        return model.map(files -> "weights " + files.weights().combined() + ", tokenizer "
                        + files.tokenizer().combined())
                .orElse("none");
    }

    /** Its time is not limited: what computes does not hang. */
    @Override
    public ChatModel open(EndpointLimits limits) {
        return new LocalChat(identity(), model.orElseThrow().open());
    }
}
