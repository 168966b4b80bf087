package dev.hone.config.section;

import dev.hone.policy.checkpoint.WeightType;
import java.util.List;
import java.util.Optional;

/**
 * Where the tuned model goes.
 *
 * @param path folder that the export is written to
 * @param merged whether the adapter is also merged into a copy of the base
 * @param dtype type of the merged model's weights; empty for that of the base
 * @param baseModel id of the base on the Hugging Face Hub
 * @param datasets ids of data sets on the Hub that were trained on
 */
public record ExportSpec(
        String path, boolean merged, Optional<WeightType> dtype, Optional<String> baseModel, List<String> datasets) {

    public ExportSpec {
        datasets = List.copyOf(datasets);
    }
}
