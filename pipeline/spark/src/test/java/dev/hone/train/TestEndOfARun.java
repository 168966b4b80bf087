package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.SparkTest;
import dev.hone.report.RunConsole;
import dev.hone.schema.CheckpointRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.settings.EarlyStop;
import dev.hone.settings.ValidationScore;
import dev.hone.table.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestEndOfARun extends SparkTest {

    /** No accuracy rises by 2, so the first evaluation after the start ends the run. */
    private static final Optional<EarlyStop> AT_ONCE = Optional.of(new EarlyStop(1, 2));

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @Test
    void aRunThatImprovesNoMoreEndsInGoodOrderAndAResumedDriverDecidesTheSame() throws IOException {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        TrainLoop.Result stopped = train(warehouse);
        assertThat(stopped.steps()).isEqualTo(2);
        assertThat(stopped.reason()).startsWith("stopped early after step 2: no improvement on validation");
        RunRow run = warehouse.runs().find(SmallRun.RUN_ID).orElseThrow();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.stateReason()).isEqualTo(stopped.reason());
        assertThat(run.plannedSteps()).isEqualTo(SmallRun.STEPS);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("The run stopped early after step 2");
        assertThat(warehouse.evaluations().of(SmallRun.RUN_ID, 2, Split.TEST)).hasSize(4);

        assertThat(events())
                .containsExactly(
                        "started",
                        "evaluation 0 validation",
                        "evaluation 0 test",
                        "step 1",
                        "evaluation 2 validation",
                        "step 2",
                        "tuned 2",
                        "evaluation 2 test",
                        "ended");

        warehouse.runs().changeState(SmallRun.RUN_ID, RunState.FAILED, "killed before its end was recorded");
        Files.writeString(
                metrics(),
                Files.readString(metrics()).replaceFirst("(?s)(\\{\"event\":\"step\",[^\n]*\"step\":2).*", "$1"));
        long rollouts = warehouse.rollouts().read().count();
        assertThat(train(warehouse)).isEqualTo(stopped);
        assertThat(warehouse.rollouts().read().count()).isEqualTo(rollouts);
        assertThat(events())
                .as("each step and evaluation once")
                .containsExactly(
                        "started",
                        "evaluation 0 validation",
                        "evaluation 0 test",
                        "step 1",
                        "evaluation 2 validation",
                        "step 2",
                        "started",
                        "tuned 2",
                        "evaluation 2 test",
                        "ended");
    }

    @Test
    void theTunedPolicyIsTheBestOnValidationAndPromptsRememberHowOftenTheyWereSolved() {
        Warehouse warehouse = new Warehouse(spark(), SmallRun.undisturbed().toString());
        TrainLoop.Result result = SmallRun.undisturbedResult();
        List<CheckpointRow> kept = warehouse.checkpoints().ofRun(SmallRun.RUN_ID);
        assertThat(kept).extracting(CheckpointRow::step).containsExactly(0, 2, 4);
        int best = ValidationScore.best(kept.stream()
                        .filter(checkpoint -> checkpoint.step() > 0)
                        .map(TestEndOfARun::score)
                        .toList())
                .orElseThrow()
                .step();
        assertThat(result.steps()).isEqualTo(4);
        assertThat(result.reason()).isEqualTo("all steps done");
        assertThat(result.tunedStep()).isEqualTo(best);
        assertThat(warehouse.evaluations().of(SmallRun.RUN_ID, best, Split.TEST))
                .hasSize(4);

        warehouse.registerViews();
        assertThat(spark().sql("SELECT step FROM best_checkpoints").first().getInt(0))
                .isEqualTo(best);
        assertThat(spark().sql("SELECT * FROM prompt_pass_rates").count())
                .isEqualTo(
                        warehouse.scores().read().select("prompt_id").distinct().count());
    }

    private Path metrics() {
        return folder.resolve("_runs/" + SmallRun.RUN_ID + "/metrics.jsonl");
    }

    /** What the file of the run holds, in a word or three for each line. */
    private List<String> events() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> events = new ArrayList<>();
        for (String line : Files.readAllLines(metrics())) {
            JsonNode event = json.readTree(line);
            events.add(String.join(
                            " ",
                            event.path("event").asText(),
                            event.path("step").asText(),
                            event.path("split").asText())
                    .strip());
        }
        return events;
    }

    private RunConsole screen() {
        return new RunConsole(new PrintStream(console, true, StandardCharsets.UTF_8), false);
    }

    private TrainLoop.Result train(Warehouse warehouse) {
        return SmallRun.train(warehouse, screen(), 1e-3, AT_ONCE);
    }

    private static ValidationScore score(CheckpointRow row) {
        return new ValidationScore(
                row.step(),
                row.validationAccuracy().orElseThrow(),
                row.validationReward().orElseThrow());
    }
}
