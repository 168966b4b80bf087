package dev.hone.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.chart.ChartLine;
import dev.hone.chart.SvgChart;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.error.ModelException;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.WeightType;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.torch.PolicyModels;
import dev.hone.settings.ExportSettings;
import dev.hone.settings.HubSources;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of golden models with PEFT's golden adapters, through the engine and back. */
class TestExportModel {

    private static final JsonMapper JSON = new JsonMapper();
    private static final EngineSettings ENGINE = EngineSettings.defaults();
    private static final Interval HALF = new Interval(0.5, 0.4, 0.6);
    private static final ExportDescription ABOUT = new ExportDescription(
            "quickstart",
            7,
            40,
            "conf/demo-policy",
            new HubSources(Optional.of("org/demo-policy"), List.of("org/mails")),
            Training.REINFORCEMENT,
            "The share of fields that are right.",
            "mails",
            List.of(new ExportDescription.Comparison(
                    "test",
                    300,
                    2,
                    Optional.of(new PairedBootstrap.Result(HALF, HALF, new Interval(0.25, 0.125, 0.375))),
                    Optional.empty(),
                    OptionalDouble.of(0.42))),
            Optional.empty(),
            Optional.of(
                    new SvgChart("Reward", List.of(ChartLine.of("training", List.of(new ChartLine.Point(1, 0.5)))))),
            Map.of("hone", "0.1.0"),
            "run: quickstart\n",
            "scripts/hone train conf/quickstart.yaml");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama-tied", "llama3-rope", "llama-v5-config", "mistral", "qwen2", "qwen3", "phi3"})
    void bothFormsGiveTheLogProbabilitiesOfTheTunedPolicyAndNotOfTheBase(String model) throws IOException {
        JsonNode prompts = expected(model).get("prompts");
        ExportModel.Result result = export(model, settings("out", true, Optional.of(WeightType.F32)));
        assertThat(result.rollouts()).isEqualTo(3);
        assertThat(result.tokens()).isEqualTo(34);
        assertThat(result.adapterError()).hasValue(0);
        assertThat(result.mergedError().orElseThrow()).isBetween(0.0, 2e-4);
        assertThat(result.baseDifference()).isGreaterThan(0.1);
        assertThat(result.merged()).contains(folder.resolve("out/merged"));
        try (PolicyModel merged = load(folder.resolve("out/merged"))) {
            Adapter nothing = merged.initialAdapter(new AdapterKind.AllParameters(), 0);
            for (JsonNode prompt : prompts) {
                float[] logprobs = merged.logprobs(nothing, group(prompt), 1)[0];
                JsonNode golden = prompt.get("adapter").get("completion_logprobs");
                for (int t = 0; t < logprobs.length; t++) {
                    assertThat((double) logprobs[t]).isCloseTo(golden.get(t).doubleValue(), within(2e-4));
                }
            }
            assertThat(merged.tokenizer().encode("The sum"))
                    .isEqualTo(tokenizer(model).encode("The sum"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "llama-tied, F16",
        "llama-tied, BF16",
        "mistral, F16",
        "mistral, BF16",
        "qwen2, F16",
        "qwen2, BF16",
        "qwen3, F16",
        "qwen3, BF16",
        "phi3, BF16",
        "llama3-rope, BF16"
    })
    void aMergedModelIn16BitsIsWithinTheToleranceOfItsType(String model, WeightType type) throws IOException {
        ExportSettings settings = settings("out", true, Optional.of(type));

        ExportModel.Result result = export(model, settings);

        assertThat(result.mergedError().orElseThrow()).isBetween(1e-5, ExportLimits.STANDARD.mergedTolerance(type));
    }

    @ParameterizedTest
    @CsvSource({"llama-tied, F16", "mistral, BF16"})
    void everyWeightIn16BitsIsTheNearestToTheMergeIn32(String model, WeightType type) throws IOException {
        export(model, settings("exact", true, Optional.of(WeightType.F32)));
        export(model, settings("out", true, Optional.of(type)));

        ModelDirectory exact = ModelDirectory.open(folder.resolve("exact/merged"));
        ModelDirectory rounded = ModelDirectory.open(folder.resolve("out/merged"));
        assertThat(rounded.tensorNames()).isEqualTo(exact.tensorNames());
        for (String name : exact.tensorNames()) {
            float[] stored = rounded.tensor(name).values();
            float[] merged = exact.tensor(name).values();
            for (int i = 0; i < merged.length; i++) {
                assertThat((double) Math.abs(stored[i] - merged[i]))
                        .as(name)
                        .isLessThanOrEqualTo(spacing(merged[i], type) / 2);
            }
        }
    }

    /** The distance of the type's numbers around a value (IEEE 754 binary16, bfloat16). */
    private static double spacing(float value, WeightType type) {
        int exponent = Math.getExponent(value);
        return type == WeightType.F16 ? Math.scalb(1.0, Math.max(exponent, -14) - 10) : Math.scalb(1.0, exponent - 7);
    }

    @Test
    void theCardTellsRewardGainOriginVerificationAndHowToReproduce() throws IOException {
        export("llama-tied", settings("out", true, Optional.empty()));
        assertThat(Files.readString(folder.resolve("out/README.md")))
                .contains(
                        "The share of fields that are right.",
                        "| test | 300 | accuracy, % | 42.0 | 50.0 (40.0 to 60.0) | 50.0 (40.0 to 60.0) | 25.0 (12.5 to 37.5) |",
                        "![Reward](reward.svg)",
                        "Left out of test: 2 prompts with an answer that could not be scored.",
                        "Licence: not stated",
                        "SHA-256 of its configuration and weights: `",
                        "adapter 0.0 (tolerance 1.0e-05)",
                        "scripts/hone train conf/quickstart.yaml",
                        "run: quickstart")
                .startsWith("---\nbase_model: org/demo-policy\nbase_model_relation: adapter\n");
        assertThat(Files.readString(folder.resolve("out/merged/README.md"))).contains("library_name: transformers");
        assertThat(folder.resolve("out/adapter/README.md")).exists();
        assertThat(folder.resolve("out/adapter/reward.svg")).content().startsWith("<svg ");
        JsonNode check = JSON.readTree(Files.readString(folder.resolve("out/verification.json")));
        assertThat(check.get("rollouts")).hasSize(3);
        assertThat(check.get("rollouts").get(0).get("tuned_logprobs").size()).isPositive();
    }

    @Test
    void aGreatModelIsWrittenInShards() throws IOException {
        ExportLimits limits = new ExportLimits(1e-5, 1e-3, 2, 100_000);
        ExportModel.Result result = export("llama-tied", settings("out", true, Optional.empty()), limits);
        assertThat(result.rollouts()).isEqualTo(2);
        assertThat(folder.resolve("out/merged/model.safetensors")).doesNotExist();
        assertThat(folder.resolve("out/merged/model.safetensors.index.json")).exists();
        try (Stream<Path> files = Files.list(folder.resolve("out/merged"))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("model-0")))
                    .hasSizeGreaterThan(3)
                    .allMatch(name -> name.matches("model-\\d{5}-of-\\d{5}\\.safetensors"));
        }
    }

    @Test
    void anUntrainedAdapterIsRefusedAndLeavesNothing() throws IOException {
        Path base = golden("llama-tied");
        try (PolicyModel policy = load(base)) {
            Adapter untrained = policy.initialAdapter(peft("llama-tied").kind(), 3);
            assertThatThrownBy(() -> new ExportModel(
                                    settings("out", true, Optional.empty()), ExportLimits.STANDARD, ENGINE)
                            .execute(ModelDirectory.open(base), policy, untrained, ABOUT, rollouts("llama-tied")))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("the exported adapter cannot be told from the base model")
                    .hasMessageContaining("Check that the run has trained");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anExportOutsideTheToleranceIsRefusedAndLeavesThePreviousOne() throws IOException {
        export("llama-tied", settings("out", false, Optional.empty()));
        String before = Files.readString(folder.resolve("out/verification.json"));
        // As a kill between the two renames of a replacement leaves it.
        Files.move(folder.resolve("out"), folder.resolve(".out.replaced"));
        ExportLimits strict = new ExportLimits(1e-5, 1e-12, 32, 1L << 30);
        assertThatThrownBy(() -> export("llama-tied", settings("out", true, Optional.empty()), strict))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the merged model does not give the tuned policy's log-probabilities")
                .hasMessageContaining("the tolerance is 1.00e-12");
        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("out"));
        assertThat(folder.resolve("out/verification.json")).hasContent(before.strip());
        assertThat(folder.resolve("out/merged")).doesNotExist();
    }

    @Test
    void aPreviousExportIsReplacedAndAnotherFolderIsNot() throws IOException {
        export("llama-tied", settings("out", true, Optional.empty()));
        ExportModel.Result second = export("llama-tied", settings("out", false, Optional.empty()));
        assertThat(second.merged()).isEmpty();
        assertThat(folder.resolve("out/merged")).doesNotExist();
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/thesis.txt"), "precious");
        assertThatThrownBy(() -> export("llama-tied", settings("mine", false, Optional.empty())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("exists and is not an export");
        assertThat(folder.resolve("mine/thesis.txt")).hasContent("precious");
    }

    @Test
    void allParametersAreExportedAsAMergedModelOnly() throws IOException {
        Path base = golden("llama-tied");
        try (PolicyModel policy = load(base)) {
            TreeMap<String, FloatTensor> tensors = new TreeMap<>(
                    policy.initialAdapter(new AdapterKind.AllParameters(), 0).tensors());
            FloatTensor norm = tensors.get("model.norm.weight");
            float[] doubled = norm.values().clone();
            IntStream.range(0, doubled.length).forEach(i -> doubled[i] *= 2);
            tensors.put("model.norm.weight", new FloatTensor(norm.shape(), doubled));
            Adapter tuned = new Adapter(new AdapterKind.AllParameters(), tensors);
            ExportModel.Result result = new ExportModel(
                            settings("out", true, Optional.empty()), ExportLimits.STANDARD, ENGINE)
                    .execute(ModelDirectory.open(base), policy, tuned, ABOUT, rollouts("llama-tied"));
            assertThat(result.adapter()).isEmpty();
            assertThat(result.mergedError()).hasValue(0);
            assertThatThrownBy(() -> new ExportModel(
                                    settings("o2", false, Optional.empty()), ExportLimits.STANDARD, ENGINE)
                            .execute(ModelDirectory.open(base), policy, tuned, ABOUT, rollouts("llama-tied")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("Set export.merged to true");
        }
    }

    @Test
    void aMergedModelKeepsTheTypeOfTheBase() throws IOException {
        export("mistral", settings("out", true, Optional.empty()));

        ModelDirectory base = ModelDirectory.open(golden("mistral"));
        ModelDirectory merged = ModelDirectory.open(folder.resolve("out/merged"));
        assertThat(merged.tensorNames()).allMatch(name -> merged.type(name) == base.type(name));
        JsonNode config = JSON.readTree(Files.readString(folder.resolve("out/merged/config.json")));
        assertThat(config.path("torch_dtype").asText() + config.path("dtype").asText())
                .isEqualTo("bfloat16");
        assertThat(JSON.readTree(Files.readString(folder.resolve("out/verification.json")))
                        .get("merged_dtype")
                        .textValue())
                .isEqualTo("bfloat16");
    }

    @Test
    void aBaseThatWasDamagedMeanwhileIsNamedAndNothingIsLeft() throws IOException {
        Path base = Files.createDirectories(folder.resolve("base"));
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.copy(golden("llama-tied").resolve(name), base.resolve(name));
        }
        try (PolicyModel policy = load(base)) {
            ModelDirectory directory = ModelDirectory.open(base);
            Path weights = base.resolve("model.safetensors");
            try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
                channel.truncate(Files.size(weights) / 2);
            }
            assertThatThrownBy(() -> new ExportModel(
                                    settings("out", true, Optional.empty()), ExportLimits.STANDARD, ENGINE)
                            .execute(directory, policy, peft("llama-tied"), ABOUT, rollouts("llama-tied")))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(weights.toString());
        }
        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("base"));
    }

    @Test
    void anExportNeedsLoggedRollouts() {
        Path base = golden("llama-tied");
        try (PolicyModel policy = load(base)) {
            assertThatThrownBy(() -> new ExportModel(
                                    settings("out", true, Optional.empty()), ExportLimits.STANDARD, ENGINE)
                            .execute(ModelDirectory.open(base), policy, peft("llama-tied"), ABOUT, List.of()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("no logged rollout to verify the export with");
        }
    }

    private ExportSettings settings(String name, boolean merged, Optional<WeightType> dtype) {
        return new ExportSettings(folder.resolve(name).toString(), merged, dtype, ABOUT.hub());
    }

    private static ExportModel.Result export(String model, ExportSettings settings) throws IOException {
        return export(model, settings, ExportLimits.STANDARD);
    }

    private static ExportModel.Result export(String model, ExportSettings settings, ExportLimits limits)
            throws IOException {
        Path base = golden(model);
        try (PolicyModel policy = load(base)) {
            return new ExportModel(settings, limits, ENGINE)
                    .execute(ModelDirectory.open(base), policy, peft(model), ABOUT, rollouts(model));
        }
    }

    private static List<LoggedRollout> rollouts(String model) throws IOException {
        List<LoggedRollout> rollouts = new ArrayList<>();
        for (JsonNode prompt : expected(model).get("prompts")) {
            TrainingGroup group = group(prompt);
            rollouts.add(new LoggedRollout(
                    prompt.get("name").textValue(), 0, group.promptTokenIds(), group.completionTokenIds()[0]));
        }
        return rollouts;
    }

    private static TrainingGroup group(JsonNode prompt) {
        return new TrainingGroup(ints(prompt.get("input_ids")), new int[][] {ints(prompt.get("completion_ids"))});
    }

    private static Adapter peft(String model) {
        return PeftAdapter.read(golden(model).resolve("adapter"));
    }

    private static PolicyModel load(Path directory) {
        return PolicyModels.load(ModelDirectory.open(directory), ENGINE, HuggingFacePolicyTokenizer.load(directory));
    }

    private static HuggingFacePolicyTokenizer tokenizer(String model) {
        return HuggingFacePolicyTokenizer.load(golden(model));
    }

    private static JsonNode expected(String model) throws IOException {
        return JSON.readTree(Files.readString(golden(model).resolve("expected.json")));
    }

    private static Path golden(String model) {
        Path path = Path.of(System.getProperty("hone.shared", "../shared")).resolve("fixtures/models/" + model);
        assumeTrue(Files.exists(path), () -> "skipped: the shared fixtures are not at " + path);
        return path;
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(i -> array.get(i).intValue())
                .toArray();
    }
}
