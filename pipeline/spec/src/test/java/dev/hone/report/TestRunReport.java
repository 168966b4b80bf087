package dev.hone.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.compare.AuditComparison;
import dev.hone.compare.Comparison;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestRunReport {

    private static final Instant START = Instant.parse("2026-03-07T14:00:00Z");

    @Test
    void aRunIsOneLineWithItsGainItsCostAndItsSettings() {
        Comparison comparison = new Comparison(
                "all",
                200,
                3,
                new PairedBootstrap.Result(
                        new Interval(0.175, 0.12, 0.23),
                        new Interval(0.975, 0.95, 0.995),
                        new Interval(0.8, 0.74, 0.86)),
                new PairedBootstrap.Result(
                        new Interval(0.1, 0, 0.2), new Interval(0.6, 0.5, 0.7), new Interval(0.5, 0.4, 0.6)),
                6,
                Optional.of(new MajorityAnswerRow(
                        "r", Split.TEST, "d", "billing", 203, 7, 0, 0.31, 0.31, "grader", START)));
        assertThat(new RunReport(
                                run(),
                                "completed",
                                List.of(step(1, 10), step(2, 5)),
                                96,
                                Optional.of(comparison),
                                List.of())
                        .json())
                .isEqualTo(
                        """
                        {"run":"r","kind":"train","state":"completed","base_model":"A model; licence MIT",\
                        "test_prompts":200,"unscored_prompts":3,"base_percent":17.5,"base_interval":[12.0,23.0],"tuned_percent":97.5,\
                        "tuned_interval":[95.0,99.5],"gain_percent":80.0,"gain_interval":[74.0,86.0],\
                        "majority_percent":31.0,"distinct_answers":6,"distinct_references":7,\
                        "steps":2,"rollouts":96,"minutes":1.5,"step_seconds":{"step":7.5},"cpu":"A processor (avx2)",\
                        "settings":{"seed":"7","train.learningRate":"1.0E-4"}}""");
    }

    @Test
    void aRunThatWasNotEvaluatedHasNoAccuracies() {
        assertThat(new RunReport(run(), "completed", List.of(), 0, Optional.empty(), List.of()).json())
                .contains("\"steps\":0,\"rollouts\":0")
                .doesNotContain("percent")
                .doesNotContain("audits");
    }

    @Test
    void rewardsThatDidNotTrainAreNamedWithWhatTheySay() {
        AuditComparison audit = new AuditComparison(
                "json_fields@a7ff1c6a",
                Split.TEST,
                64,
                result(0.25, 1, new Interval(0.75, 0.7, 0.8)),
                result(0.6875, 0.125, new Interval(-0.5625, -0.7, -0.5)));

        assertThat(new RunReport(run(), "completed", List.of(), 0, Optional.empty(), List.of(audit)).json())
                .contains(
                        """
                        "audits":[{"grader":"json_fields@a7ff1c6a","prompts":64,"base":0.6875,"tuned":0.125,\
                        "reward_base":0.25,"reward_tuned":1.0,"contradicts_reward":true}],"steps":0""");
    }

    private static PairedBootstrap.Result result(double base, double tuned, Interval difference) {
        return new PairedBootstrap.Result(
                new Interval(base, base, base), new Interval(tuned, tuned, tuned), difference);
    }

    private static RunRow run() {
        return new RunRow(
                "r",
                "train",
                RunState.COMPLETED,
                "all steps done",
                "run: r",
                "ab",
                Map.of(
                        "cpu",
                        "A processor (avx2)",
                        "spec.seed",
                        "7",
                        "spec.train.learningRate",
                        "1.0E-4",
                        "spec.sft.batchSize",
                        "32"),
                2,
                START,
                START.plusSeconds(90),
                "A model; licence MIT");
    }

    private static StepRow step(int step, double seconds) {
        return new StepRow(
                "r",
                step,
                1,
                "sha",
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(Map.of("step_seconds", seconds)),
                START);
    }
}
