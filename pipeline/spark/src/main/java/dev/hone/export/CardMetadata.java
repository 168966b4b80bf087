package dev.hone.export;

import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.checkpoint.ModelOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The front matter of a model card, as the Hugging Face Hub reads it: docs/hub/model-cards of its documentation. */
final class CardMetadata {

    private static final String TASK = "text-generation";

    private CardMetadata() {}

    /**
     * The YAML between the two lines of dashes.
     *
     * @param library {@code peft} or {@code transformers}
     */
    static String yaml(ExportDescription about, ModelOrigin origin, String library) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        about.hub().baseModel().ifPresent(id -> {
            metadata.put("base_model", id);
            metadata.put("base_model_relation", library.equals("peft") ? "adapter" : "finetune");
        });
        if (!about.hub().datasets().isEmpty()) {
            metadata.put("datasets", about.hub().datasets());
        }
        metadata.put("library_name", library);
        HubLicence licence = HubLicence.of(origin.licence());
        metadata.put("license", licence.id());
        licence.name().ifPresent(name -> metadata.put("license_name", name));
        metadata.put("pipeline_tag", TASK);
        metadata.put("tags", List.of("hone", about.training().tag()));
        List<Map<String, Object>> results = results(about);
        if (!results.isEmpty()) {
            metadata.put("model-index", List.of(mapOf("name", about.runId(), "results", results)));
        }
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setMultiLineFlow(false)
                        .setSplitLines(false)
                        .build())
                .dumpToString(metadata);
    }

    private static List<Map<String, Object>> results(ExportDescription about) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (ExportDescription.Comparison comparison : about.evaluations()) {
            List<Map<String, Object>> metrics = new ArrayList<>();
            metric("accuracy", comparison.accuracy()).ifPresent(metrics::add);
            metric("reward", comparison.reward()).ifPresent(metrics::add);
            if (!metrics.isEmpty()) {
                String dataset = Markdown.line(about.dataset());
                results.add(mapOf(
                        "task",
                        mapOf("type", TASK),
                        "dataset",
                        mapOf("name", dataset, "type", dataset, "split", comparison.split()),
                        "metrics",
                        metrics));
            }
        }
        return results;
    }

    private static Optional<Map<String, Object>> metric(String type, Optional<PairedBootstrap.Result> result) {
        return result.filter(r -> Double.isFinite(r.tuned().mean()))
                .map(r -> mapOf("type", type, "value", r.tuned().mean()));
    }

    /** A map in the order of its keys as given, alternating with the values. */
    private static Map<String, Object> mapOf(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
