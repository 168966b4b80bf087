package dev.hone.config.section;

import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.policy.checkpoint.WeightType;
import dev.hone.settings.ExportSettings;
import dev.hone.settings.HubId;
import dev.hone.settings.HubSources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code export}. */
final class ExportKeys {

    static final Key<String> PATH = Key.folder("path", "folder that the export is written to")
            .or("build/{run}/export")
            .mayVary();

    static final Key<Boolean> MERGED = Key.flag(
                    "merged",
                    "whether the adapter is also merged into a copy of the base; must be true where all parameters are trained")
            .or(true)
            .mayVary();

    static final Key<Optional<WeightType>> DTYPE = Key.of(
                    "dtype", new Choice<>(types()), "type of the merged model's weights; auto: that of the base")
            .or(Optional.empty())
            .mayVary();

    static final Key<String> BASE_MODEL = Key.text(
                    "baseModel",
                    "id of the base on the Hugging Face Hub, such as org/name, for model card and adapter; by default they name no such model")
            .where(HubId::isId, "must be the id of a model on the Hub, such as org/name")
            .mayVary();

    static final Key<List<String>> DATASETS = Key.texts(
                    "datasets", "ids of data sets on the Hugging Face Hub that were trained on, for the model card")
            .where(ids -> ids.stream().allMatch(HubId::isId), "must be ids of data sets on the Hub, such as org/name")
            .or(List.of())
            .mayVary();

    static final Section<ExportSettings> SECTION = new Section<>(
            "export",
            "where the tuned model goes",
            List.of(PATH, MERGED, DTYPE, BASE_MODEL, DATASETS),
            values -> new ExportSettings(
                    values.get(PATH),
                    values.get(MERGED),
                    values.get(DTYPE),
                    new HubSources(values.find(BASE_MODEL), values.get(DATASETS))));

    private ExportKeys() {}

    private static Map<String, Optional<WeightType>> types() {
        Map<String, Optional<WeightType>> types = new LinkedHashMap<>();
        types.put("auto", Optional.empty());
        for (WeightType type : WeightType.values()) {
            types.put(type.dtype(), Optional.of(type));
        }
        return types;
    }
}
