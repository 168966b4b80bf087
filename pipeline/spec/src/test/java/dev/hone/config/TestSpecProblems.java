package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestSpecProblems {

    private static final String HERE = Path.of("").toAbsolutePath().toString();

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenSpecifications")
    void everyProblemIsToldWithItsLine(String what, String yaml, List<String> expected) {
        assertThatThrownBy(() -> read(yaml, List.of(), Set.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message(expected));
    }

    static List<Arguments> brokenSpecifications() {
        return List.of(
                broken("an empty file", "", "spec.yaml:1: the file is empty. Start from an example in conf/"),
                broken(
                        "a file without keys",
                        "just a text",
                        "spec.yaml:1: the file must hold keys with values, such as run: my-run"),
                broken(
                        "broken YAML",
                        "run: a\ntrain: {batchSize: 3\nseed: 1\n",
                        "spec.yaml:3: is not YAML here: expected ',' or '}', but got :. Look for a missing colon, quote or"
                                + " indentation"),
                broken(
                        "several problems in the order of the file",
                        """
                        run: a
                        train:
                          lerningRate: 1e-5
                          batchSize: many
                          trainingSamplePerPrompt: 1
                        sft:
                          epochCount: 0
                        """,
                        "spec.yaml:3: train.lerningRate: there is no such key. Did you mean learningRate?",
                        "spec.yaml:4: train.batchSize: must be a whole number, got 'many'. Write a whole number such as 32",
                        "spec.yaml:5: train.trainingSamplePerPrompt: must be at least 2, since advantages are relative to the"
                                + " group, got 1",
                        "spec.yaml:7: sft.epochCount: must be at least 1, got 0"),
                broken(
                        "an unknown section",
                        "run: a\ntrian: {}\n",
                        "spec.yaml:2: trian: there is no such key. Did you mean train?"),
                broken(
                        "a key like no other",
                        "export: {zzz: 1}\n",
                        "spec.yaml:1: export.zzz: there is no such key. Known here: path, merged, dtype, baseModel, datasets"),
                broken(
                        "a key written twice",
                        "seed: 1\nrun: a\nseed: 2\n",
                        "spec.yaml:3: seed: is written twice, first in line 1. Remove one of them"),
                broken(
                        "a decimal where a whole number is wanted",
                        "train:\n  batchSize: 1.5\n",
                        "spec.yaml:2: train.batchSize: must be a whole number, got '1.5'. Write a whole number such as 32"),
                broken(
                        "a number too large",
                        "train:\n  batchSize: 99999999999\n",
                        "spec.yaml:2: train.batchSize: must be a whole number, got '99999999999'. Write a whole number such as 32"),
                broken(
                        "a number that is not finite",
                        "train:\n  learningRate: .nan\n",
                        "spec.yaml:2: train.learningRate: must be a number, got '.nan'. Write a number such as 0.5"),
                broken(
                        "a list where one value is wanted",
                        "seed: [1, 2]\n",
                        "spec.yaml:1: seed: must be a whole number, got a list. Write a whole number such as 7"),
                broken(
                        "a value that is missing",
                        "seed:\nrun: a\n",
                        "spec.yaml:1: seed: has no value. Write a whole number such as 7"),
                broken(
                        "a text in quotes where a truth value is wanted",
                        "export: {merged: \"true\"}\n",
                        "spec.yaml:1: export.merged: must be a truth value (true or false), got 'true'. Write a truth value (true or"
                                + " false) such as true"),
                broken(
                        "a word that is none of the choices",
                        "train: {advantage: dr-grpo}\n",
                        "spec.yaml:1: train.advantage: must be one of grpo, dr_grpo, rloo, batch_scaled, rloo_normalized,"
                                + " reinforce_pp_baseline, reinforce_pp_baseline_openrlhf, maxrl, gdpo, got 'dr-grpo'. Did you mean"
                                + " dr_grpo?"),
                broken(
                        "parts of an objective that do not go together, all at once",
                        """
                        train:
                          objective: cispo
                          clipHigh: 0.3
                          dualClip: 3
                          ratioMin: 7
                          correction: none
                          correctionMax: 2
                          aggregation: sequence
                          lerningRate: 1
                        """,
                        "spec.yaml:3: train.clipHigh: has no effect with surrogate cispo. Leave it out, or set surrogate to clip",
                        "spec.yaml:4: train.dualClip: has no effect with surrogate cispo. Leave it out, or set surrogate to clip",
                        "spec.yaml:5: train.ratioMin: is above ratioMax, 5.0. Swap them, or leave ratioMin out",
                        "spec.yaml:7: train.correctionMax: has no effect without a correction. Leave it out, or set correction to"
                                + " tis",
                        "spec.yaml:8: train.aggregation: sequence takes one number from each completion, but surrogate cispo has"
                                + " one for each token. Set aggregation to sequence_mean or token_mean",
                        "spec.yaml:9: train.lerningRate: there is no such key. Did you mean learningRate?"),
                broken(
                        "a cap without CISPO, and limits the wrong way round",
                        "train:\n  ratioMax: 5\n  correction: icepop\n  correctionMin: 6\n",
                        "spec.yaml:2: train.ratioMax: has no effect with surrogate clip. Leave it out, or set surrogate to cispo",
                        "spec.yaml:4: train.correctionMin: is above correctionMax, 5.0. Swap them, or set it to 0"),
                broken(
                        "one number for a completion with KL for each token",
                        "train:\n  objective: rloo\n  aggregation: sequence\n  klCoefficient: 0.1\n",
                        "spec.yaml:3: train.aggregation: sequence takes one number from each completion, but KL, entropy and"
                                + " token-wise corrections have one for each token. Set aggregation to sequence_mean, which is the"
                                + " same for this surrogate"),
                broken(
                        "one number for a completion counted once a token",
                        "train:\n  objective: rloo\n  aggregation: token_mean\n",
                        "spec.yaml:3: train.aggregation: token_mean would count the one number that surrogate sequence has for a"
                                + " completion once for each of its tokens. Set aggregation to sequence_mean"),
                broken(
                        "a batch that fills round by round with advantages over the whole batch",
                        "train:\n  objective: reinforce_pp_baseline\n  dynamicSampling: {maxRounds: 3}\n",
                        "spec.yaml:3: train.dynamicSampling: fills the batch round by round, but advantage reinforce_pp_baseline"
                                + " is scaled over the whole batch, which is not there yet when the first round is scored. Leave"
                                + " it out, or choose an advantage of the group alone: grpo, dr_grpo, rloo or maxrl"),
                broken(
                        "a penalty for a length that is never reached, off rewards that must stay 0 or 1",
                        "train:\n  objective: maxrl\n  inferenceMaxTokens: 64\n  overlong: {cacheTokens: 16, maxTokens: 80}\n",
                        "spec.yaml:4: train.overlong: maxTokens is above inferenceMaxTokens, 64, which no completion exceeds. Lower"
                                + " it, or leave it out",
                        "spec.yaml:4: train.overlong: takes from the reward, but advantage maxrl divides by the mean of rewards"
                                + " that are 0 or 1. Leave it out, or choose another objective"),
                broken(
                        "a single round of dynamic sampling",
                        "train: {dynamicSampling: {maxRounds: 1}}\n",
                        "spec.yaml:1: train.dynamicSampling.maxRounds: must be at least 2, since the first round is that of the"
                                + " batch itself, got 1"),
                broken(
                        "several rewards where there is one",
                        "train: {objective: gdpo}\nreward:\n  kind: normalized_match\n",
                        "spec.yaml:3: reward: advantage gdpo normalises each of several rewards, but a reward of kind"
                                + " normalized_match is only one. Use kind composite with a weight for each part, without gates,"
                                + " formula and scales, or choose objective grpo"),
                broken(
                        "a share of the step size that is never fallen to",
                        "train:\n  schedule: {kind: linear, minimumShare: 0.1}\n",
                        "spec.yaml:2: train.schedule.minimumShare: only cosine falls to a share, not linear. Set kind to cosine,"
                                + " or leave it out"),
                broken(
                        "a text where a section is wanted",
                        "train: fast\n",
                        "spec.yaml:1: train: must hold keys with values. Write them indented below, such as epochCount"),
                broken(
                        "a run id that cannot name a folder",
                        "run: a/b\n",
                        "spec.yaml:1: run: must be letters, digits, '.', '_' and '-' only, got a/b"),
                broken(
                        "sources that are missing",
                        "ingest:\n  dataset: tickets\n",
                        "spec.yaml:2: ingest.sources: is missing. Add sources: where the records are"),
                broken(
                        "splits that do not add up",
                        "ingest:\n  sources: [{path: logs}]\n  splits: {train: 0.5, validation: 0.1, test: 0.1}\n",
                        "spec.yaml:3: ingest.splits: splits must add up to 1, got train 0.5, validation 0.1, test 0.1; one that is not named has its default"),
                broken(
                        "two metadata filters at once",
                        "ingest:\n  sources: [{path: logs}]\n  requestMetadataFilters:\n    equals: {a: b}\n    notEquals: {c: d}\n",
                        "spec.yaml:4: ingest.requestMetadataFilters: must be exactly one of equals, notEquals, andAll and orAll."
                                + " Write it as in equals: {project: support}"),
                broken(
                        "a list of metadata filters inside another",
                        """
                        ingest:
                          sources: [{path: logs}]
                          requestMetadataFilters:
                            andAll:
                              - equals: {a: b}
                              - orAll: [{equals: {c: d}}]
                        """,
                        "spec.yaml:6: ingest.requestMetadataFilters.andAll[1].orAll: cannot stand in a list. Write equals or notEquals"),
                broken(
                        "a metadata filter of two keys",
                        "ingest:\n  sources: [{path: logs}]\n  requestMetadataFilters:\n    equals: {a: b, c: d}\n",
                        "spec.yaml:4: ingest.requestMetadataFilters.equals: must hold exactly one key with its value."
                                + " Write it as in equals: {project: support}"),
                broken(
                        "a time range that ends before it starts",
                        "ingest:\n  sources: [{path: logs}]\n  timeRange:\n    from: 2026-02-01\n    until: 2026-01-01\n",
                        "spec.yaml:4: ingest.timeRange.from: must be before until, got 2026-02-01T00:00:00Z and 2026-01-01T00:00:00Z"),
                broken(
                        "a sample of two sizes",
                        "ingest:\n  sources: [{path: logs}]\n  sample: {count: 5, fraction: 0.5}\n",
                        "spec.yaml:3: ingest.sample.fraction: stands beside count. Leave one of them out"),
                broken(
                        "a kind of redaction that does not exist",
                        "ingest:\n  sources: [{path: logs}]\n  redaction:\n    kinds: [email, name]\n",
                        "spec.yaml:4: ingest.redaction.kinds: must be out of key, email, iban, card, phone, got name"),
                broken(
                        "layers that do not exist",
                        "adapter:\n  rank: 4\n  targetModules: [q_proj, query]\n",
                        "spec.yaml:3: adapter.targetModules: must be all-linear or some of down_proj, gate_proj,"
                                + " gate_up_proj, k_proj, o_proj, q_proj, qkv_proj, up_proj, v_proj, got 'query'"),
                broken(
                        "a day that is none",
                        "model:\n  path: m\n  promptDate: 2025-02-30\n",
                        "spec.yaml:3: model.promptDate: must be a date, got '2025-02-30'. Write a date such as 2025-01-31"),
                broken(
                        "template variables without names",
                        "model:\n  path: m\n  templateVariables: [enable_thinking]\n",
                        "spec.yaml:3: model.templateVariables: must hold keys with values. Write them indented below"),
                broken(
                        "a template variable that the prompt decides",
                        "model:\n  path: m\n  templateVariables: {messages: none}\n",
                        "spec.yaml:3: model.templateVariables: cannot hold [messages], which the prompt itself decides."
                                + " Remove it"),
                broken(
                        "an environment variable that is not set",
                        "reward: {kind: class, apiKey: \"${env:NO_SUCH}\"}\n",
                        "spec.yaml:1: reward.apiKey: the environment variable NO_SUCH is not set. Set it, as in export NO_SUCH=…"),
                broken(
                        "a kind of reward that does not exist",
                        "run: a\nreward:\n  kind: normalised_match\n",
                        "spec.yaml:3: reward.kind: unknown kind of reward: normalised_match. Did you mean normalized_match?"),
                broken(
                        "a reward without a kind",
                        "reward:\n  tolerance: 1\n",
                        "spec.yaml:2: reward.kind: a reward needs a kind. Use one of "
                                + String.join(", ", RewardFunctions.kinds())),
                broken(
                        "a parameter that the reward does not have",
                        "reward:\n  kind: normalized_match\n  tolerance: 1\n",
                        "spec.yaml:3: reward.tolerance: unknown key. Use one of ignoreArticles, ignoreCase, ignorePunctuation,"
                                + " referenceField"),
                broken(
                        "counts and rates that no machine or model can have",
                        """
                        adapter: {rank: 1000000}
                        train:
                          learningRate: 1e30
                          batchSize: 2000000000
                          inferenceMaxTokens: 2000000000
                          temperature: 1e9
                        sft: {learningRate: 5}
                        """,
                        "spec.yaml:1: adapter.rank: must be at most 8192, got 1000000",
                        "spec.yaml:3: train.learningRate: must be at most 1, got 1.0E30",
                        "spec.yaml:4: train.batchSize: must be at most 1000000, got 2000000000",
                        "spec.yaml:5: train.inferenceMaxTokens: must be at most 100000000, got 2000000000",
                        "spec.yaml:6: train.temperature: must be at most 100, got 1.0E9",
                        "spec.yaml:7: sft.learningRate: must be at most 1, got 5.0"),
                broken(
                        "a file where the tables, or the export, should go",
                        "warehouse: pom.xml\nexport: {path: pom.xml/export}\n",
                        "spec.yaml:1: warehouse: 'pom.xml' is a file or lies below one, and must be a folder. Correct the path",
                        "spec.yaml:2: export.path: 'pom.xml/export' is a file or lies below one, and must be a folder. Correct the"
                                + " path"),
                broken(
                        "a secret in plain text, which the message does not repeat",
                        "reward: {kind: class, apiKey: hunter2}\n",
                        "spec.yaml:1: reward.apiKey: is a secret in plain text. Put it into an environment variable and write"
                                + " ${env:NAME}"));
    }

    @Test
    void missingSectionsAndFilesAreProblemsOnlyOfTheCommandsThatUseThem() {
        String yaml = "run: a\ningest:\n  sources:\n    - path: no/such/folder\n";
        assertThat(read(yaml, List.of(), Set.of()).run()).isEqualTo("a");
        assertThatThrownBy(() -> read(yaml, List.of(), EnumSet.of(Part.INGEST, Part.MODEL, Part.REWARD)))
                .hasMessage(message(List.of(
                        "spec.yaml:1: model: is missing. Add model: the base model",
                        "spec.yaml:1: reward: is missing. Add reward: what a completion is worth: kind, and the parameters of that"
                                + " kind",
                        "spec.yaml:4: ingest.sources[0].path: 'no/such/folder' does not exist, seen from " + HERE
                                + ". Correct the path")));
    }

    @Test
    void aCheckForNoCommandInParticularFindsTyposAndMissingFilesTogether(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("spec.yaml"), "run: a\nmodel: {path: no/such/model}\ntrain:\n  batchSise: 1\n");
        SpecReader reader = new SpecReader(Map.of());
        assertThatThrownBy(() -> reader.readWhole(file, List.of()))
                .hasMessageContaining("spec.yaml:2: model.path: 'no/such/model' does not exist")
                .hasMessageContaining("spec.yaml:4: train.batchSise: there is no such key. Did you mean batchSize?");
        Files.writeString(file, "run: a\n");
        assertThat(reader.readWhole(file, List.of()).run()).isEqualTo("a");
    }

    @Test
    void problemsOfOverridesNameTheCommandLine() {
        assertThatThrownBy(() ->
                        read("run: a\n", List.of("train.lerningRate=1", "seed=x", "nothing", "run.a=b"), Set.of()))
                .hasMessage(message(List.of(
                        "--set: nothing: has no value. Write it like --set train.learningRate=2e-5",
                        "--set: run.a: run is not a section. Set the whole of it, as in --set run=…",
                        "--set: seed: must be a whole number, got 'x'. Write a whole number such as 7",
                        "--set: train.lerningRate: there is no such key. Did you mean learningRate?")));
    }

    @Test
    void valuesOutsideTheServicesRangesAreWarnings() {
        JobSpec spec = read("train:\n  batchSize: 4\n  topK: 5\n", List.of("train.learningRate=0.01"), Set.of());
        assertThat(spec.warnings())
                .containsExactly(
                        "--set: train.learningRate: 0.01 is outside Amazon Bedrock's range of 1e-7 to 1e-3. It works here, but the"
                                + " service would refuse it",
                        "spec.yaml:2: train.batchSize: 4 is outside Amazon Bedrock's range of 16 to 512. It works here, but the"
                                + " service would refuse it",
                        "spec.yaml:3: train.topK: cuts the sampler's distribution, while training assumes the whole of it. Leave it"
                                + " out unless the bias is wanted");
    }

    @Test
    void learningLoggedAnswersThatAreNotKeptIsAWarning() {
        String yaml = "sft: {target: logged}\ningest: {sources: {path: logs}}\n";
        assertThat(read(yaml, List.of(), Set.of()).warnings())
                .containsExactly("spec.yaml: sft.target: logged answers are learned, but ingest does not keep them. Set"
                        + " ingest.usePromptResponse to true");
        assertThat(read(yaml, List.of("ingest.usePromptResponse=true"), Set.of())
                        .warnings())
                .isEmpty();
    }

    @Test
    void aFileThatDoesNotExistIsNamedWithTheWorkingDirectory() {
        SpecReader reader = new SpecReader(Map.of());
        assertThatThrownBy(() -> reader.read(Path.of("no-such.yaml"), List.of(), Set.of()))
                .hasMessage("no-such.yaml: does not exist, seen from " + HERE + ". Correct the path after --spec");
    }

    private static JobSpec read(String yaml, List<String> overrides, Set<Part> needed) {
        return new SpecReader(Map.of()).read("spec.yaml", yaml, overrides, needed);
    }

    private static Arguments broken(String what, String yaml, String... expected) {
        return Arguments.of(what, yaml, List.of(expected));
    }

    private static String message(List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return "spec.yaml has " + count + ":\n" + String.join("\n", problems);
    }
}
