package dev.hone.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hone.SparkTest;
import dev.hone.check.CheckReport;
import dev.hone.check.CheckText;
import dev.hone.check.Fitness;
import dev.hone.check.Probe;
import dev.hone.check.ProbeFigures;
import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.config.SpecReader;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.ingest.IngestPrompts;
import dev.hone.rescore.LoggedRun;
import dev.hone.starter.RewardStarter;
import dev.hone.starter.RewardStarters;
import dev.hone.table.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRewardCheck extends SparkTest {

    private Path rows;

    @BeforeEach
    void writeRows() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            lines.append(
                    """
                    {"messages": [{"role": "user", "content": "Ticket %d: who, and how old?"}], "reference_answer": {"name": "Ann%s", "age": %d}}
                    """
                            .formatted(100 + i, "abcdefghijkl".charAt(i), 30 + i));
        }
        rows = Files.writeString(folder.resolve("rows.jsonl"), lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "lambda"})
    void theStartersInPythonAreFit(String name) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "needs bubblewrap");
        Path file = folder.resolve(name + ".py");
        RewardStarters.all().named(name).write(file, false);
        CheckReport report = check("{kind: python, file: " + file + "}");
        assertThat(report.fitness()).as(CheckText.of(report)).isEqualTo(Fitness.FIT);
    }

    @Test
    void theStarterOfFormAndContentIsFitAndThatOfMathsOnNumbers() throws IOException {
        assertThat(ofStarter("format").fitness()).isEqualTo(Fitness.FIT);
        Files.writeString(
                rows,
                """
                {"messages": [{"role": "user", "content": "Four and three?"}], "reference_answer": "So it is #### 7"}
                {"messages": [{"role": "user", "content": "Four and four?"}], "reference_answer": "8"}
                """);
        assertThat(ofStarter("math").fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void theReportShowsEachAnswerWithItsRewardAndTheVerdict() {
        assertThat(CheckText.of(check("{kind: json_fields}")))
                .contains("the reference                                    1.000    1.000    1.000")
                .contains("an empty answer                                  0.000    0.000    0.000  0 of 12")
                .contains("all 12 prompts have a reference with the fields age, name; no metadata")
                .contains("a step of 64 rows takes ")
                .endsWith("Verdict: fit\n");
    }

    @Test
    void aRightAnswerIsWrittenInTheFormThatScoresMost() {
        CheckReport report = check("{kind: regex, pattern: '<answer>(.*)</answer>', group: 1, referenceField: name}");
        assertThat(report.form().words()).isEqualTo("<answer>its name</answer>");
        assertThat(report.fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void aFieldUnderAnotherNameIsNamedWithTheOneThatWasMeant() {
        CheckReport report = check("{kind: normalized_match, referenceField: nam}");
        assertThat(report.reasons())
                .startsWith("  - 12 of 12 prompts get no reward, such as: ")
                .contains(
                        "an error names nam, and neither references nor metadata have such a field. Did you mean name?");
        assertThatThrownBy(() -> report.requireFit("")).isInstanceOf(DataException.class);
    }

    @Test
    void answersOfTheBaseModelAreShownWhereTheRunHasAFirstStep() throws IOException {
        Warehouse warehouse = LoggedRun.warehouse(spark(), folder.resolve("logged"));
        LoggedRun.prompts(warehouse, 3, 0);
        LoggedRun.step(warehouse, 1, "p0", "yes", "no");
        LoggedRun.step(warehouse, 1, "p1", "no", "yes");
        LoggedRun.step(warehouse, 2, "p2", "yes");
        JobSpec spec = spec(
                "{kind: normalized_match}", "run=" + LoggedRun.ID, "warehouse=" + warehouse.path(), "ingest.dataset=d");

        CheckReport report = new RewardCheck(spec, warehouse).whole(Optional.empty(), OptionalInt.empty());

        ProbeFigures base = report.figures().probes().get(Probe.BASE);
        assertThat(base.answers())
                .as("the first sample to each prompt of step 1")
                .isEqualTo(2);
        assertThat(base.mean()).isEqualTo(0.5);
        assertThat(CheckText.of(report))
                .contains("with answers of the base model in run r")
                .contains("the answer of the base model                     0.500    0.000    1.000  1 of 2");
        assertThat(report.fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void aNewRunIsRefusedAnUnfitRewardUnlessItIsForced() throws IOException {
        JobSpec spec = spec("{kind: constraints, rules: {short: {check: words, maximum: 3}}}");
        Warehouse warehouse = new Warehouse(spark(), spec.warehouse());
        new IngestPrompts(warehouse, spec.ingest().orElseThrow(), prompt -> 1).execute();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        assertThatThrownBy(() -> RewardGate.pass(spec, warehouse, false, out))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "the reward is unfit to train with:\n  - an empty answer scores as much as the reference")
                .hasMessageEndingWith("--force goes on with it all the same");
        assertThat(printed.size()).isZero();
        RewardGate.pass(spec, warehouse, true, out);
        assertThat(printed.toString(UTF_8))
                .startsWith("Reward constraints@")
                .contains(
                        " is unfit: tried on 12 prompts, references 0.000, the best of the tricks 1.000\nwarning: an empty");
    }

    private CheckReport ofStarter(String name) throws IOException {
        RewardStarter starter = RewardStarters.all().named(name);
        Path file = folder.resolve(name + starter.extension());
        starter.write(file, false);
        JobSpec spec = new SpecReader(Map.of())
                .read(file, List.of("warehouse=" + folder.resolve("tables")), Set.of(Part.TRAIN, Part.REWARD));
        return check(spec);
    }

    private CheckReport check(String reward) {
        try {
            return check(spec(reward));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CheckReport check(JobSpec spec) {
        return new RewardCheck(spec, new Warehouse(spark(), spec.warehouse()))
                .whole(Optional.of(rows.toString()), OptionalInt.empty());
    }

    private JobSpec spec(String reward, String... settings) throws IOException {
        Path file = Files.writeString(
                folder.resolve("spec.yaml"),
                """
                warehouse: %s
                ingest: {sources: [{path: %s}], splits: {train: 1, validation: 0, test: 0}}
                train: {batchSize: 16, trainingSamplePerPrompt: 4}
                reward: %s
                """
                        .formatted(folder.resolve("tables"), rows, reward));
        return new SpecReader(Map.of()).read(file, List.of(settings), Set.of(Part.INGEST, Part.TRAIN, Part.REWARD));
    }
}
