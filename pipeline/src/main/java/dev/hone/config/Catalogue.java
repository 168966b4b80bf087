package dev.hone.config;

import dev.hone.policy.AdapterKind;
import dev.hone.reward.RewardDefinition;
import java.util.List;

/** Every key of the specification, outermost section first. */
final class Catalogue {

    static final Key<String> RUN = Key.of(
                    "run", KeyTypes.TEXT, "the run's id, the same in every table; by default the file's name")
            .or("{run}")
            .where(
                    id -> id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                    "must be letters, digits, '.', '_' and '-' only");

    static final Key<String> WAREHOUSE = Key.folder(Key.of("warehouse", KeyTypes.TEXT, "folder of the Delta tables")
            .or("build/{run}/warehouse")
            .mayVary());

    static final Key<Long> SEED = Key.of("seed", KeyTypes.LONG_NUMBER, "all that is random follows from it")
            .or(7L);

    static final Key<ModelSpec> MODEL = SectionType.optional(ModelKeys.SECTION);
    static final Key<IngestSpec> INGEST =
            SectionType.optional(IngestKeys.SECTION).mayVary();
    static final Key<AdapterKind> ADAPTER = SectionType.withDefaults(AdapterKeys.SECTION);
    static final Key<SftSpec> SFT = SectionType.withDefaults(SftKeys.SECTION);
    static final Key<TrainSpec> TRAIN = SectionType.withDefaults(TrainKeys.SECTION);
    static final Key<RewardDefinition> REWARD =
            Key.of("reward", new RewardType(), "what a completion is worth: kind, and the parameters of that kind");
    static final Key<EvaluateSpec> EVALUATE = SectionType.withDefaults(EvaluateKeys.SECTION);
    static final Key<ExportSpec> EXPORT = SectionType.withDefaults(ExportKeys.SECTION);

    static final List<Key<?>> KEYS =
            List.of(RUN, WAREHOUSE, SEED, MODEL, INGEST, ADAPTER, SFT, TRAIN, REWARD, EVALUATE, EXPORT);

    private Catalogue() {}
}
