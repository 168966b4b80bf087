package dev.hone.serving.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.report.RunConsole;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestWatchedRun {

    private static final String STARTED =
            "{\"event\":\"started\",\"run\":\"mail\",\"at\":\"2026-03-07T14:05:09Z\",\"resumed\":false,\"batch_size\":8,\"samples_per_prompt\":4}";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final WatchedRun run = new WatchedRun(20, new RunConsole(new PrintStream(shown, true, UTF_8), false));

    @Test
    void aStepIsTheLineThatItsDriverPrints() {
        run.accept(List.of(STARTED, step(1, 0.5)));
        run.accept(List.of(
                "{\"event\":\"evaluation\",\"step\":2,\"split\":\"validation\",\"accuracy\":0.75,\"unscored\":0}",
                step(2, 0.75)));
        assertThat(shown.toString(UTF_8))
                .isEqualTo(
                        """
                        Run mail starts, 2026-03-07T14:05:09Z
                        step 1/20  reward 0.500           kl 0.0010  len 12.0  errors 8/32  no signal 2/8  3.0 s  eta <0m57s
                        step 2/20  reward 0.750 (+0.250)  kl 0.0010  len 12.0  errors 8/32  no signal 2/8  3.0 s  eta 0m54s  validation 75.0 %
                        """);
    }

    @Test
    void ofTheStepsBeforeTheLastTenAreShown() {
        run.accept(
                IntStream.rangeClosed(1, 15).mapToObj(step -> step(step, 0.5)).toList());
        assertThat(shown.toString(UTF_8).lines()).hasSize(10).first().asString().startsWith("step 6/20");
    }

    @Test
    void aValidationWithoutAnyScoredAnswerHasNoAccuracy() {
        run.accept(List.of(
                STARTED,
                "{\"event\":\"evaluation\",\"step\":2,\"split\":\"validation\",\"accuracy\":null,\"unscored\":4}",
                step(2, 0.75)));
        assertThat(shown.toString(UTF_8)).contains("step 2/20").doesNotContain("validation");
    }

    @Test
    void aRunThatIsResumedShowsNoStepTwice() {
        String resumed = STARTED.replace("false", "true").replace("14:05:09", "15:00:00");
        run.accept(List.of(STARTED, step(1, 0.5), step(2, 0.5), "{\"event\":\"st"));
        run.accept(List.of(STARTED, step(1, 0.5), step(2, 0.5)));
        run.accept(List.of(STARTED, step(1, 0.5), step(2, 0.5), resumed, step(3, 0.75)));
        assertThat(shown.toString(UTF_8).lines().map(line -> line.replaceFirst("  reward.*", "")))
                .containsExactly(
                        "Run mail starts, 2026-03-07T14:05:09Z",
                        "step 1/20",
                        "step 2/20",
                        "Run mail resumes, 2026-03-07T15:00:00Z",
                        "step 3/20");
        assertThat(shown.toString(UTF_8)).contains("step 3/20  reward 0.750 (+0.250)");
    }

    @Test
    void theEndIsToldAndATornLinePassedOver() {
        run.accept(List.of("{\"event\":\"st", "{\"event\":\"ended\",\"summary\":[\"all: base 46.3 %\"]}"));
        assertThat(shown.toString(UTF_8)).isEqualTo("all: base 46.3 %\n");
    }

    @Test
    void aStepOfAWarmStartHasItsLoss() {
        run.accept(List.of("{\"event\":\"step\",\"step\":3,\"metrics\":{\"sft/loss\":1.25}}"));
        assertThat(shown.toString(UTF_8)).isEqualTo("step 3/20  loss 1.2500\n");
    }

    private static String step(int step, double reward) {
        return "{\"event\":\"step\",\"step\":" + step + ",\"metrics\":{\"reward\":" + reward
                + ",\"kl\":0.001,\"completions/mean_length\":12.0,\"rewards/error_rate\":0.25,\"frac_reward_zero_std\":0.25},"
                + "\"timings\":{\"step_seconds\":3.0}}";
    }
}
