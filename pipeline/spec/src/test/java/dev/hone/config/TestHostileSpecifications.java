package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A specification that is a trap, or gives away what nobody should read. */
class TestHostileSpecifications {

    private static final String HIDDEN = "x9Kq2Lm7Rt4Vb8Nc1Zd5Fg3Hj6Pw0Ys";

    @Test
    void aliasesThatGrowIntoMillionsOfValuesAreRefusedWithTheLine() {
        String bomb = "a0: &a0 [" + "x,".repeat(9) + "x]\n"
                + IntStream.range(1, 9)
                        .mapToObj(i ->
                                "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1) + "]\n")
                        .collect(Collectors.joining());
        assertThatThrownBy(() -> read("run: a\n" + bomb))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "spec.yaml:6: there are more than 100000 values here, each alias (*name) written out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void valuesInsideEachOtherByTheThousandAreRefusedWithTheLine(String level) {
        String deep = level.equals("- ")
                ? IntStream.range(0, 2_000)
                        .mapToObj(i -> " ".repeat(2 * i) + "-\n")
                        .collect(Collectors.joining())
                : level.repeat(20_000);
        assertThatThrownBy(() -> read("run: a\nreward:\n  " + deep.strip()))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("(?s).*spec.yaml:\\d+: values are nested deeper than 50 levels here.*");
        assertThatThrownBy(() -> read("run: a\n", "reward=" + "[".repeat(20_000)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--set: values are nested deeper than 50 levels");
    }

    @Test
    void aFewAliasesStayWelcome() {
        JobSpec spec = read("run: &name a\nwarehouse: *name\n");
        assertThat(spec.warehouse()).isEqualTo("a");
    }

    @Test
    void aFileThatIsNoSpecificationIsNotReadIntoMemory(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("model.yaml"), new byte[2_000_000]);
        assertThatThrownBy(() -> new SpecReader(Map.of()).readWhole(file, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is larger than a specification can be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "sk-proj-" + HIDDEN,
                "hf_" + HIDDEN,
                "ghp_" + HIDDEN + "abcdef",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + HIDDEN,
                "https://user:" + HIDDEN + "@example.org/v1",
                "Authorization Bearer " + HIDDEN,
                "-----BEGIN PRIVATE KEY----- " + HIDDEN,
            })
    void aSecretIsToldByItsFormInEverySectionAndNeverRepeated(String secret) {
        for (String yaml : List.of(
                "model: {path: '" + secret + "'}",
                "reward: {kind: class, className: x, parameters: {where: [{deep: '" + secret + "'}]}}",
                "ingest: {sources: [{path: '" + secret + "'}]}",
                "warehouse: '" + secret + "'")) {
            assertThatThrownBy(() -> read("run: a\n" + yaml + "\n"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("spec.yaml:2: ")
                    .hasMessageContaining("is a secret in plain text. Put it into an environment variable")
                    .hasMessageNotContaining(HIDDEN)
                    .hasMessageNotContaining("AKIAIOSFODNN7EXAMPLE");
        }
        assertThatThrownBy(() -> read("run: a\n", "warehouse='" + secret + "'"))
                .hasMessageContaining("--set: warehouse: is a secret in plain text")
                .hasMessageNotContaining(HIDDEN);
    }

    @Test
    void aSecretIsToldByItsKeyInEverySection() {
        for (String section : List.of("model", "ingest", "train", "export", "evaluate")) {
            assertThatThrownBy(() -> read(section + ": {accessToken: hunter2}\n"))
                    .hasMessageContaining(section + ".accessToken: is a secret in plain text")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void theSpecificationThatIsKeptHasNoSecretsInItsCommentsEither() {
        JobSpec spec = read("run: a # was password: hunter2\n# once sk-proj-" + HIDDEN + "\n# api_key=${env:KEY}\n");
        assertThat(spec.asWritten()).isEqualTo("run: a # was password: ***\n# once ***\n# api_key=${env:KEY}\n");
    }

    @Test
    void namesThatOnlyLookLikeKeysAreNoSecrets() {
        JobSpec spec = read("run: a\nwarehouse: data/sk-learn-classification-of-tasks/eyJ.x/s3://bucket:x\n");
        assertThat(spec.asWritten()).contains("sk-learn-classification-of-tasks");
    }

    private static JobSpec read(String yaml, String... overrides) {
        return new SpecReader(Map.of()).read("spec.yaml", yaml, List.of(overrides), Set.of());
    }
}
