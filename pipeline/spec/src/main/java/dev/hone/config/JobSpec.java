package dev.hone.config;

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
import java.util.Optional;

/**
 * Everything that a job needs to know.
 *
 * @param run the run's id: one training run with its rows in the tables
 * @param warehouse folder of the Delta tables
 * @param seed all that is random follows from it
 * @param model the base model
 * @param ingest which records become prompts
 * @param adapter which weights are trained
 * @param sft supervised fine-tuning
 * @param train reinforcement
 * @param reward what a completion is worth
 * @param audit what evaluated answers are worth to a reward that never trains
 * @param evaluate how base and tuned are compared
 * @param export where the tuned model goes
 * @param effective every value with its origin, for printing, hashing and comparing
 * @param asWritten the file's text with the overrides after it as comments; secrets stay {@code ${env:NAME}}
 * @param warnings what is allowed but deserves a look
 */
public record JobSpec(
        String run,
        String warehouse,
        long seed,
        Optional<ModelSettings> model,
        Optional<IngestSettings> ingest,
        AdapterKind adapter,
        SftSettings sft,
        TrainSettings train,
        Optional<RewardDefinition> reward,
        Optional<AuditSettings> audit,
        EvaluateSettings evaluate,
        ExportSettings export,
        EffectiveSpec effective,
        String asWritten,
        List<String> warnings) {

    public JobSpec {
        warnings = List.copyOf(warnings);
    }

    JobSpec with(TrainSettings otherTrain, EffectiveSpec otherEffective, String otherText) {
        return new JobSpec(
                run,
                warehouse,
                seed,
                model,
                ingest,
                adapter,
                sft,
                otherTrain,
                reward,
                audit,
                evaluate,
                export,
                otherEffective,
                otherText,
                warnings);
    }
}
