package dev.hone.run;

import dev.hone.config.JobSpec;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.ingest.IngestPrompts;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.Split;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.table.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The prompts that a reward is tried on.
 *
 * @param rows the prompts, at least one
 * @param baseAnswers answers of the policy before training, by prompt; empty where the run has none to these prompts
 * @param source where the prompts came from, in words
 */
record CheckPrompts(List<PromptRow> rows, Map<String, RolloutRow> baseAnswers, String source) {

    /** Rollouts of the first step are sampled before the first update. */
    private static final int FIRST_STEP = 1;

    CheckPrompts {
        rows = List.copyOf(rows);
        baseAnswers = Map.copyOf(baseAnswers);
        if (rows.isEmpty()) {
            throw new DataException("there is no prompt to try the reward on in " + source
                    + ". hone ingest --dry-run says what became of the records");
        }
    }

    /** Ingested prompts of the split that trains. */
    static CheckPrompts ofTable(JobSpec spec, Warehouse warehouse, int most) {
        return new CheckPrompts(
                warehouse.prompts().first(dataset(spec), Split.TRAIN, most),
                Map.of(),
                "the table prompts of " + warehouse.path());
    }

    /** Prompts of a file; else ingested ones; else those that an ingest would find. */
    static CheckPrompts find(JobSpec spec, Warehouse warehouse, Optional<String> file, int most) {
        if (file.isPresent()) {
            return new CheckPrompts(ingest(ofFile(file.get()), warehouse, most), Map.of(), file.get());
        }
        if (warehouse.prompts().exists() && warehouse.prompts().holds(dataset(spec), Split.TRAIN)) {
            return withBaseAnswers(spec, warehouse, most);
        }
        IngestSettings sources = spec.ingest()
                .orElseThrow(() -> new ConfigException("there are no prompts to try the reward on: " + warehouse.path()
                        + " has none, and the specification has no section ingest. Name a file of them with --sample"));
        return new CheckPrompts(
                ingest(sources, warehouse, most), Map.of(), "the sources of ingest, which are not ingested yet");
    }

    /** Where the run was begun: prompts that its first step answered, and others where these are too few. */
    private static CheckPrompts withBaseAnswers(JobSpec spec, Warehouse warehouse, int most) {
        Map<String, RolloutRow> base = warehouse.rollouts().exists()
                ? warehouse.rollouts().ofStep(spec.run(), FIRST_STEP).stream()
                        .collect(Collectors.toMap(
                                RolloutRow::promptId, rollout -> rollout, (first, later) -> first, LinkedHashMap::new))
                : Map.of();
        CheckPrompts first = ofTable(spec, warehouse, most);
        if (base.isEmpty()) {
            return first;
        }
        Map<String, PromptRow> rows = new LinkedHashMap<>();
        warehouse.prompts().ofIds(dataset(spec), base.keySet()).stream()
                .limit(most)
                .forEach(row -> rows.put(row.promptId(), row));
        first.rows().stream()
                .limit(Math.max(0, most - rows.size()))
                .forEach(row -> rows.putIfAbsent(row.promptId(), row));
        return new CheckPrompts(
                List.copyOf(rows.values()),
                base,
                first.source() + ", with answers of the base model in run " + spec.run());
    }

    private static List<PromptRow> ingest(IngestSettings settings, Warehouse warehouse, int most) {
        return new IngestPrompts(warehouse, settings, prompt -> 1).sample(most);
    }

    private static IngestSettings ofFile(String path) {
        return new IngestSettings(
                "sample",
                List.of(new PromptSource(path, SourceFormat.CHAT_JSONL)),
                Optional.empty(),
                new SplitFractions(1, 0, 0),
                Integer.MAX_VALUE,
                1,
                true,
                PromptChoices.NONE,
                List.of());
    }

    private static String dataset(JobSpec spec) {
        return spec.ingest().map(IngestSettings::dataset).orElse("default");
    }
}
