package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.math.statistics.Interval;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.serving.note.Note;
import dev.hone.serving.run.RunGain;
import dev.hone.serving.run.RunLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What {@code hone runs} and {@code hone show} print. */
class TestRunFigures {

    private static final Instant START = Instant.parse("2026-03-07T14:05:09Z");

    @Test
    void theTableOfRunsHasALineForEach() {
        String table = RunsJob.table(List.of(
                run("mail", List.of(0.25, 0.5), OptionalDouble.of(0.5), OptionalDouble.of(0.75)),
                run("new", List.of(), OptionalDouble.empty(), OptionalDouble.empty())));
        assertThat(table)
                .isEqualTo(
                        """
                        run   state      steps  reward         accuracy          time  created (UTC)
                        ----  ---------  -----  -------------  ---------------  -----  ----------------
                        mail  completed   2/36  0.250 → 0.500  50.0 % → 75.0 %  1h57m  2026-03-07 14:05
                        new   completed   0/36                                  1h57m  2026-03-07 14:05
                        """);
    }

    @Test
    void aRunIsShownWithItsCurveAndWhatToLookAt() {
        RunLine run = run("mail", List.of(0.0, 0.5, 1.0), OptionalDouble.of(0.5), OptionalDouble.empty());
        assertThat(ShowJob.text(run, List.of(new Note("Errors", "3 % of rewards.", "Read them.", 2))))
                .isEqualTo(
                        """
                        mail  completed, all steps done
                        model       models/small
                        trained by  json_fields
                        steps       3 of 36, 1h57m
                        reward      0.000 → 1.000  ▁▅█
                        accuracy    50.0 %
                        judges      $0.43
                        note: Errors. 3 % of rewards. Read them.
                        """);
    }

    @Test
    void aGainIsToldWithItsInterval() {
        RunLine run = run("mail", List.of(), OptionalDouble.of(0.5), OptionalDouble.of(0.75));
        assertThat(RunFigures.gain(run)).isEqualTo("+25.0 points (+12.5 to +37.5)");
    }

    @Test
    void aLongCurveIsDrawnByMeansAndAConstantOneIsFlat() {
        assertThat(RunFigures.sparkline(List.of(0.0, 0.0, 1.0, 1.0, 2.0, 2.0), 3))
                .isEqualTo("▁▅█");
        assertThat(RunFigures.sparkline(List.of(0.5, 0.5), 60)).isEqualTo("▁▁");
        assertThat(RunFigures.sparkline(List.of(), 60)).isEmpty();
    }

    @Test
    void aTimeIsToldInItsLargestUnits() {
        assertThat(RunFigures.time(Duration.ofSeconds(46))).isEqualTo("46s");
        assertThat(RunFigures.time(Duration.ofSeconds(119))).isEqualTo("1m");
        assertThat(RunFigures.time(Duration.ofMinutes(125))).isEqualTo("2h05m");
    }

    private static RunLine run(String id, List<Double> rewards, OptionalDouble base, OptionalDouble tuned) {
        Map<String, String> identity = Map.of("spec.model.path", "models/small", "spec.reward.kind", "json_fields");
        RunRow row = new RunRow(
                id,
                "train",
                RunState.COMPLETED,
                "all steps done",
                "",
                "",
                identity,
                36,
                START,
                START.plus(Duration.ofMinutes(117)),
                "");
        Optional<Interval> gain = base.isPresent() && tuned.isPresent()
                ? Optional.of(new Interval(0.25, 0.125, 0.375))
                : Optional.empty();
        return new RunLine(
                row, "completed", rewards, rewards.size(), new RunGain(8, base, tuned, gain), OptionalDouble.of(0.425));
    }
}
