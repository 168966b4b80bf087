package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.loss.ClipRange;
import dev.hone.math.loss.Correction;
import dev.hone.math.loss.EntropyBonus;
import dev.hone.math.loss.KlEstimator;
import dev.hone.math.loss.KlPenalty;
import dev.hone.math.loss.Surrogate;
import dev.hone.math.objective.AggregationKind;
import dev.hone.math.objective.Objective;
import dev.hone.math.objective.ObjectiveSettings;
import dev.hone.math.optim.AdamWSettings;
import dev.hone.math.optim.LearningRateSchedule;
import dev.hone.math.sampling.PassRateWeight;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.checkpoint.WeightType;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.template.TemplateSettings;
import dev.hone.redact.Redaction;
import dev.hone.redact.RedactionKind;
import dev.hone.reward.RewardDefinition;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.EarlyStop;
import dev.hone.settings.EvaluateSettings;
import dev.hone.settings.ExportSettings;
import dev.hone.settings.HubSources;
import dev.hone.settings.ModelSettings;
import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.OverlongShaping;
import dev.hone.settings.ReasoningSettings;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.RunLength;
import dev.hone.settings.ScoreSettings;
import dev.hone.settings.SftSettings;
import dev.hone.settings.SftTarget;
import dev.hone.settings.TrainSettings;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.ingest.AgentLoops;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.MetadataFilter;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSample;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.RowColumns;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.settings.ingest.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestSpecReader {

    private static final Set<String> ALL_LINEAR = Set.of("all-linear");

    private static final LearningRateSchedule CONSTANT =
            new LearningRateSchedule(LearningRateSchedule.Kind.CONSTANT, 0, 0);

    @Test
    void everythingHasADefaultBesidesWhatOnlyTheUserKnows() {
        JobSpec spec = read("run: a");
        assertThat(spec.run()).isEqualTo("a");
        assertThat(spec.warehouse()).isEqualTo("build/a/warehouse");
        assertThat(spec.seed()).isEqualTo(7);
        assertThat(spec.model()).isEmpty();
        assertThat(spec.ingest()).isEmpty();
        assertThat(spec.reward()).isEmpty();
        assertThat(spec.adapter()).isEqualTo(new AdapterKind.Lora(16, 32, ALL_LINEAR));
        assertThat(spec.sft())
                .isEqualTo(new SftSettings(
                        SftTarget.REFERENCE,
                        new RunLength(32, OptionalInt.empty(), OptionalInt.empty()),
                        1e-4,
                        CONSTANT));
        assertThat(spec.train())
                .isEqualTo(new TrainSettings(
                        new RunLength(32, OptionalInt.empty(), OptionalInt.empty()),
                        4096,
                        OptionalInt.empty(),
                        64,
                        new RolloutSettings(SamplingSettings.plain(1, 256), 8),
                        1,
                        Optional.empty(),
                        new ScoreSettings(0.1, ScoreSettings.DEFAULT_TIMEOUT_SECONDS),
                        new AdvantageSettings(
                                AdvantageKind.GRPO, GroupAdvantages.DEFAULT_EPSILON, false, Optional.empty()),
                        new UpdateSettings(
                                Objective.GRPO.settings().loss(256),
                                new OptimizerSettings(OptionalDouble.empty(), CONSTANT, AdamWSettings.DEFAULT, 1, 4096),
                                1,
                                1,
                                false)));
        assertThat(spec.evaluate())
                .isEqualTo(new EvaluateSettings(10, 64, OptionalInt.empty(), 0, Optional.empty(), true, 10_000));
        assertThat(spec.export())
                .isEqualTo(new ExportSettings(
                        "build/a/export", true, Optional.empty(), new HubSources(Optional.empty(), List.of())));
        assertThat(spec.warnings()).isEmpty();
    }

    @Test
    void theRunIsNamedAfterTheFileWhereNoNameIsWritten() {
        JobSpec spec = new SpecReader(Map.of()).read("conf/tickets.yaml", "seed: 1", List.of(), Set.of());
        assertThat(spec.run()).isEqualTo("tickets");
        assertThat(spec.warehouse()).isEqualTo("build/tickets/warehouse");
    }

    @Test
    void explicitValuesOfTheModelArriveInTheirSettings() {
        JobSpec spec = read("model: {path: m, computeType: float32}");
        assertThat(spec.model())
                .contains(new ModelSettings(
                        "m",
                        "float32",
                        TemplateSettings.DEFAULT,
                        new ReasoningSettings(ReasoningSettings.Kind.AUTO, ReasoningStyle.Think.standard())));
    }

    @Test
    void theMarkersAndTheBudgetOfReasoningArriveInTheirSettings() {
        ReasoningSettings reasoning =
                read("model: {path: m, reasoning: {kind: think, open: \"[T]\", close: \"[/T]\", maxThinkingTokens: 100}}")
                        .model()
                        .orElseThrow()
                        .reasoning();
        assertThat(reasoning)
                .isEqualTo(new ReasoningSettings(
                        ReasoningSettings.Kind.THINK, new ReasoningStyle.Think("[T]", "[/T]", 100)));
        assertThatThrownBy(() -> read("model: {path: m, reasoning: {maxThinkingTokens: 256}}"))
                .hasMessageContaining(
                        "model.reasoning.maxThinkingTokens: must be below train.inferenceMaxTokens (256)");
        assertThatThrownBy(() -> read("model: {path: m, reasoning: {open: x, close: x}}"))
                .hasMessageContaining("two different texts");
    }

    @Test
    void theVariablesAndTheDateOfTheChatTemplateArriveInTheirSettings() {
        TemplateSettings template =
                read("model: {path: m, promptDate: 2026-02-28, templateVariables: {enable_thinking: false,"
                                + " reasoning_effort: high, builtin_tools: [browser]}}")
                        .model()
                        .orElseThrow()
                        .template();
        assertThat(template.now()).isEqualTo("2026-02-28T00:00:00");
        assertThat(template.variables()).containsOnlyKeys("enable_thinking", "reasoning_effort", "builtin_tools");
        assertThat(template.variables().get("enable_thinking").isBoolean()).isTrue();
        assertThat(template.variables().get("reasoning_effort")).hasToString("\"high\"");
        assertThat(template.variables().get("builtin_tools")).hasToString("[\"browser\"]");
    }

    @Test
    void explicitValuesOfIngestArriveInTheirSettings() {
        JobSpec spec = read(
                """
                ingest:
                  dataset: tickets
                  sources:
                    - {path: logs, format: bedrock-invocation-logs}
                    - {path: rows.jsonl}
                  references: {path: refs.jsonl, key: id}
                  splits: {train: 0.6, validation: 0.1, test: 0.3}
                  maxQuarantinedShare: 0.5
                  usePromptResponse: true
                train: {maxPromptLength: 99}
                """);
        assertThat(spec.ingest())
                .contains(new IngestSettings(
                        "tickets",
                        List.of(
                                new PromptSource("logs", SourceFormat.BEDROCK_INVOCATION_LOGS),
                                new PromptSource("rows.jsonl", SourceFormat.CHAT_JSONL)),
                        Optional.of(new ReferenceSource("refs.jsonl", "id", "reference_answer")),
                        new SplitFractions(0.6, 0.1, 0.3),
                        99,
                        0.5,
                        true,
                        PromptChoices.NONE.withSeed(7),
                        List.of()));
    }

    @Test
    void choicesAmongTheRecordsArriveInTheirSettings() {
        PromptChoices choices =
                read("""
                seed: 11
                ingest:
                  sources: [{path: logs, format: bedrock-invocation-logs}]
                  requestMetadataFilters:
                    andAll: [{equals: {project: CS}}, {notEquals: {env: dev}}]
                  modelIds: "*nova*"
                  timeRange: {from: 2026-01-01, until: 2026-02-01T12:00:00+01:00}
                  agentLoops: by_turn
                  nearDuplicates: {similarity: 0.8}
                  sample: {count: 500}
                  stratifyBy: requestMetadata.project
                  redaction: {kinds: [email, key], patterns: {customer: 'K-\\d+'}}
                """)
                        .ingest()
                        .orElseThrow()
                        .choices();
        assertThat(choices)
                .isEqualTo(new PromptChoices(
                        new LogFilters(
                                new MetadataFilter.AndAll(List.of(
                                        new MetadataFilter.Equals("project", "CS"),
                                        new MetadataFilter.NotEquals("env", "dev"))),
                                List.of("*nova*"),
                                new TimeRange(
                                        Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T11:00:00Z"))),
                        AgentLoops.BY_TURN,
                        OptionalDouble.of(0.8),
                        new PromptSample.Count(500),
                        11,
                        Optional.of("requestMetadata.project"),
                        new Redaction(Set.of(RedactionKind.EMAIL, RedactionKind.KEY), Map.of("customer", "K-\\d+"))));
        PromptChoices plain =
                read("ingest: {sources: [{path: logs}]}").ingest().orElseThrow().choices();
        assertThat(plain).isEqualTo(PromptChoices.NONE.withSeed(7));
        assertThat(read("ingest: {sources: [{path: logs}], redaction: {}, nearDuplicates: {}, sample: {fraction: 0.1}}")
                        .ingest()
                        .orElseThrow()
                        .choices())
                .isEqualTo(new PromptChoices(
                        LogFilters.NONE,
                        AgentLoops.AS_LOGGED,
                        OptionalDouble.of(0.9),
                        new PromptSample.Fraction(0.1),
                        7,
                        Optional.empty(),
                        new Redaction(Set.of(RedactionKind.values()), Map.of())));
    }

    @Test
    void columnsOfASourceReplaceThoseOfItsFormat() {
        JobSpec spec = read(
                """
                ingest:
                  sources:
                    - {path: a.csv, format: table, columns: {prompt: question, referenceAnswer: gold}}
                    - {path: b.parquet, format: verl, columns: {system: rules}}
                  references: {path: r.csv, key: requestMetadata.ticket, answer: gold}
                """);
        IngestSettings ingest = spec.ingest().orElseThrow();
        assertThat(ingest.sources())
                .containsExactly(
                        new PromptSource(
                                "a.csv",
                                SourceFormat.TABLE,
                                new RowColumns("messages", "question", "system", "tools", "gold", "logged_answer")),
                        new PromptSource(
                                "b.parquet",
                                SourceFormat.VERL,
                                new RowColumns(
                                        "messages",
                                        "prompt",
                                        "rules",
                                        "tools",
                                        "reward_model.ground_truth",
                                        "logged_answer")));
        assertThat(ingest.references()).contains(new ReferenceSource("r.csv", "requestMetadata.ticket", "gold"));
    }

    @Test
    void explicitValuesOfTheAdapterArriveInTheirSettings() {
        assertThat(read("adapter: {kind: lora, rank: 4, alpha: 8, targetModules: [q_proj, v_proj]}")
                        .adapter())
                .isEqualTo(new AdapterKind.Lora(4, 8, Set.of("q_proj", "v_proj")));
        assertThat(read("adapter: {kind: all-parameters}").adapter()).isEqualTo(new AdapterKind.AllParameters());
    }

    @Test
    void explicitValuesOfSftArriveInTheirSettings() {
        assertThat(read("sft: {target: logged, epochCount: 3, maxSteps: 9, batchSize: 16, learningRate: 1e-3,"
                                + " schedule: {kind: linear, warmupSteps: 4}}")
                        .sft())
                .isEqualTo(new SftSettings(
                        SftTarget.LOGGED,
                        new RunLength(16, OptionalInt.of(3), OptionalInt.of(9)),
                        1e-3,
                        new LearningRateSchedule(LearningRateSchedule.Kind.LINEAR, 4, 0)));
    }

    @Test
    void explicitValuesOfTrainArriveInTheirSettings() {
        JobSpec spec = read(
                """
                train:
                  epochCount: 2
                  maxSteps: 40
                  batchSize: 16
                  trainingSamplePerPrompt: 4
                  maxPromptLength: 256
                  inferenceMaxTokens: 48
                  unitsPerStep: 3
                  decodeSlots: 16
                  temperature: 0.9
                  curriculum: {kind: pass_rate, leastWeight: 0.1}
                  topK: 50
                  topP: 0.95
                  minP: 0.05
                  stopStrings: ["\\n\\n"]
                  keepStopString: true
                  objective: dr_grpo
                  advantageEpsilon: 1e-6
                  overlong: {cacheTokens: 8, maxTokens: 40, penalty: 0.5}
                  dynamicSampling: {maxRounds: 3}
                  maxRewardErrorShare: 0.2
                  rewardTimeoutSeconds: 30
                  filterOnOutcome: true
                  learningRate: 2e-4
                  weightDecay: 0.01
                  adamBeta1: 0.8
                  adamBeta2: 0.95
                  adamEpsilon: 1e-6
                  maskCutCompletions: true
                  schedule: {kind: cosine, warmupSteps: 5, minimumShare: 0.1}
                  clipLow: 0.1
                  clipHigh: 0.3
                  dualClip: 3
                  klCoefficient: 0.01
                  klEstimator: k2
                  correction: icepop
                  correctionMax: 4
                  offPolicyDelta: 0.5
                  entropyCoefficient: 0.02
                  updatesPerStep: 2
                  maxGradientNorm: 0.5
                  microBatchTokens: 2048
                """);
        assertThat(spec.train())
                .isEqualTo(new TrainSettings(
                        new RunLength(16, OptionalInt.of(2), OptionalInt.of(40)),
                        256,
                        OptionalInt.of(3),
                        16,
                        new RolloutSettings(
                                new SamplingSettings(0.9, 50, 0.95, 0.05, 48, new StopStrings(List.of("\n\n"), true)),
                                4),
                        3,
                        Optional.of(new PassRateWeight(0.1)),
                        new ScoreSettings(0.2, 30),
                        new AdvantageSettings(
                                AdvantageKind.DR_GRPO, 1e-6, true, Optional.of(new OverlongShaping(40, 8, 0.5))),
                        new UpdateSettings(
                                new ObjectiveSettings(
                                                new Surrogate.Clip(new ClipRange(0.1, 0.3, OptionalDouble.of(3))),
                                                AggregationKind.CONSTANT,
                                                Optional.of(new KlPenalty(KlEstimator.K2, 0.01)),
                                                Optional.of(new Correction(
                                                        Correction.Kind.TOKEN_MASK, OptionalDouble.of(0.5), 4)),
                                                OptionalDouble.of(0.5),
                                                Optional.of(new EntropyBonus(0.02)))
                                        .loss(48),
                                new OptimizerSettings(
                                        OptionalDouble.of(2e-4),
                                        new LearningRateSchedule(LearningRateSchedule.Kind.COSINE, 5, 0.1),
                                        new AdamWSettings(0.8, 0.95, 1e-6, 0.01),
                                        0.5,
                                        2048),
                                0.9,
                                2,
                                true)));
    }

    @Test
    void explicitValuesOfTheRewardArriveInItsDefinition() {
        JobSpec spec = read("reward: {kind: normalized_match}");
        assertThat(spec.reward()).contains(new RewardDefinition("normalized_match", Map.of()));
    }

    @Test
    void explicitValuesOfEvaluateAndExportArriveInTheirSettings() {
        JobSpec spec = read(
                """
                evaluate: {evalInterval: 5, validationPrompts: 32, testPrompts: 300, temperature: 0.7, bootstrapResamples: 2000,
                  earlyStop: {patience: 2, minDelta: 0.01}, keepBest: false}
                export: {path: out, merged: false, dtype: bfloat16, baseModel: org/base, datasets: [org/data]}
                """);
        assertThat(spec.evaluate())
                .isEqualTo(new EvaluateSettings(
                        5, 32, OptionalInt.of(300), 0.7, Optional.of(new EarlyStop(2, 0.01)), false, 2000));
        assertThat(spec.export())
                .isEqualTo(new ExportSettings(
                        "out",
                        false,
                        Optional.of(WeightType.BF16),
                        new HubSources(Optional.of("org/base"), List.of("org/data"))));
    }

    @Test
    void overridesReplaceAddAndCreateSections() {
        JobSpec spec = new SpecReader(Map.of())
                .read(
                        "spec.yaml",
                        "seed: 1\ntrain:\n  batchSize: 16\n",
                        List.of("train.batchSize=64", "seed=3", "adapter.rank=2", "train.stopStrings=[a, b]"),
                        Set.of());
        assertThat(spec.train().length().batchSize()).isEqualTo(64);
        assertThat(spec.seed()).isEqualTo(3);
        assertThat(spec.adapter()).isEqualTo(new AdapterKind.Lora(2, 32, ALL_LINEAR));
        assertThat(spec.train().rollout().sampling().stopStrings().texts()).containsExactly("a", "b");
        assertThat(spec.asWritten())
                .isEqualTo(
                        """
                seed: 1
                train:
                  batchSize: 16
                # --set train.batchSize=64
                # --set seed=3
                # --set adapter.rank=2
                # --set train.stopStrings=[a, b]
                """);
    }

    @Test
    void plainYamlWordsStayTexts() {
        assertThat(read("run: no").run()).isEqualTo("no");
        assertThat(read("train: {learningRate: 1e-5}")
                        .train()
                        .update()
                        .optimizer()
                        .learningRate())
                .hasValue(1e-5);
    }

    private static JobSpec read(String yaml) {
        return new SpecReader(Map.of()).read("spec.yaml", yaml, List.of(), Set.of());
    }
}
