package dev.hone.settings;

import java.util.List;
import java.util.Optional;

/**
 * What the Hugging Face Hub has of a run's sources.
 *
 * @param baseModel id of the base model
 * @param datasets ids of the data sets that were trained on
 */
public record HubSources(Optional<String> baseModel, List<String> datasets) {

    public HubSources {
        datasets = List.copyOf(datasets);
    }
}
