package dev.hone.config.section;

import dev.hone.config.key.AuditType;
import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
import dev.hone.config.key.RewardType;
import dev.hone.config.key.SectionType;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.reward.RewardDefinition;
import dev.hone.settings.AuditSettings;
import dev.hone.settings.EvaluateSettings;
import dev.hone.settings.ExportSettings;
import dev.hone.settings.ModelSettings;
import dev.hone.settings.SftSettings;
import dev.hone.settings.TrainSettings;
import dev.hone.settings.ingest.IngestSettings;
import java.util.List;

/** Every key of the specification, outermost section first. */
public final class Catalogue {

    public static final Key<String> RUN = Key.text(
                    "run", "the run's id, the same in every table; by default the file's name")
            .where(
                    id -> id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                    "must be letters, digits, '.', '_' and '-' only")
            .or("{run}");

    public static final Key<String> WAREHOUSE = Key.folder("warehouse", "folder of the Delta tables")
            .or("build/{run}/warehouse")
            .mayVary();

    public static final Key<Long> SEED = Key.of("seed", KeyTypes.LONG_NUMBER, "all that is random follows from it")
            .or(7L);

    public static final Key<ModelSettings> MODEL = SectionType.optional(ModelKeys.SECTION);
    public static final Key<IngestSettings> INGEST =
            SectionType.optional(IngestKeys.SECTION).mayVary();
    public static final Key<AdapterKind> ADAPTER = SectionType.withDefaults(AdapterKeys.SECTION);
    public static final Key<SftSettings> SFT = SectionType.withDefaults(SftKeys.SECTION);
    public static final Key<TrainSettings> TRAIN = SectionType.withDefaults(TrainKeys.SECTION);
    public static final Key<RewardDefinition> REWARD =
            Key.of("reward", new RewardType(), "what a completion is worth: kind, and the parameters of that kind");
    public static final Key<AuditSettings> AUDIT = Key.of(
                    "audit",
                    new AuditType(),
                    "a second reward that never trains: it scores the answers of evaluations. kind and parameters as in reward, and"
                            + " require: true, with which hone export refuses a policy whose reward rose while the audit fell")
            .mayVary();
    public static final Key<EvaluateSettings> EVALUATE = SectionType.withDefaults(EvaluateKeys.SECTION);
    public static final Key<ExportSettings> EXPORT = SectionType.withDefaults(ExportKeys.SECTION);

    public static final List<Key<?>> KEYS =
            List.of(RUN, WAREHOUSE, SEED, MODEL, INGEST, ADAPTER, SFT, TRAIN, REWARD, AUDIT, EVALUATE, EXPORT);

    private Catalogue() {}
}
