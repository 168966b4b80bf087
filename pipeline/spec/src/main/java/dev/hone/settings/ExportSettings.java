package dev.hone.settings;

import dev.hone.policy.checkpoint.WeightType;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the tuned policy goes.
 *
 * @param path folder that the export is written to; a previous export there is replaced
 * @param merged whether the adapter is also merged into a copy of the base
 * @param dtype type of the merged model's weights; empty for that of the base
 * @param hub what there is of the run's sources on the Hugging Face Hub, for the model card
 */
public record ExportSettings(String path, boolean merged, Optional<WeightType> dtype, HubSources hub) {

    /** The folder of a path that is local. */
    public Path directory() {
        return Path.of(path);
    }
}
