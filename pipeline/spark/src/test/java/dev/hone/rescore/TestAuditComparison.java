package dev.hone.rescore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.compare.AuditComparison;
import dev.hone.compare.AuditComparison.Audited;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.reward.RewardResult;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TestAuditComparison {

    private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(7, 500);
    private static final double NONE = Double.NaN;

    @Test
    void aRewardThatRoseWhileTheAuditFellIsContradicted() {
        Optional<AuditComparison> comparison =
                compare(audited(40, prompt -> 0.2, prompt -> 0.9), audited(40, prompt -> 0.8, prompt -> 0.3));
        assertThat(comparison.orElseThrow().contradicts()).isTrue();
        assertThat(comparison.orElseThrow().text())
                .isEqualTo("audit judge@1: base 0.900 → tuned 0.300 on 40 test prompts, -0.600 with 95 % interval"
                        + " [-0.600, -0.600]; the reward 0.200 → 0.800, +0.600 with 95 % interval [+0.600, +0.600]");
    }

    @Test
    void aFallWithinChanceOrOneOfBothIsNotHeldAgainstIt() {
        assertThat(compare(
                                audited(40, prompt -> 0.2, prompt -> prompt % 2),
                                audited(40, prompt -> 0.8, prompt -> prompt % 4 == 1 ? 0 : prompt % 4 == 0 ? 0.9 : 1))
                        .orElseThrow()
                        .contradicts())
                .isFalse();
        assertThat(compare(audited(40, prompt -> 0.8, prompt -> 0.9), audited(40, prompt -> 0.2, prompt -> 0.3))
                        .orElseThrow()
                        .contradicts())
                .as("both fell")
                .isFalse();
    }

    @Test
    void promptsThatOneOfThemCouldNotScoreAreLeftOut() {
        Audited base = audited(4, prompt -> prompt == 0 ? NONE : 0.5, prompt -> 0.5);
        Audited tuned = audited(4, prompt -> 0.5, prompt -> prompt == 1 ? NONE : 0.5);
        assertThat(compare(base, tuned).orElseThrow().prompts()).isEqualTo(2);
        assertThat(compare(base, audited(4, prompt -> 1, prompt -> NONE))).isEmpty();
    }

    @Test
    void aScoreOfOneEvaluationKnowsItsErrorsAndTheGap() {
        Audited evaluation =
                audited(4, prompt -> prompt == 0 ? NONE : 0.5, prompt -> prompt == 1 ? NONE : 0.25 * prompt);
        AuditScore score = AuditScore.of(evaluation.answers(), evaluation.audit());
        assertThat(score.errorShare()).isEqualTo(0.25);
        assertThat(score.reward().orElseThrow()).isCloseTo((0 + 0.5 + 0.75) / 3, within(1e-12));
        assertThat(score.gap().orElseThrow()).isCloseTo(0.5 - (0.5 + 0.75) / 2, within(1e-12));
    }

    private static Optional<AuditComparison> compare(Audited base, Audited tuned) {
        return AuditComparison.of("judge@1", Split.TEST, base, tuned, BOOTSTRAP);
    }

    private static Audited audited(int prompts, IntToDoubleFunction reward, IntToDoubleFunction audit) {
        List<EvaluationRow> answers = new ArrayList<>();
        List<RescoreRow> audits = new ArrayList<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            answers.add(LoggedRun.evaluation(0, "p" + prompt, "yes", reward.applyAsDouble(prompt)));
            double value = audit.applyAsDouble(prompt);
            audits.add(new RescoreRow(
                    LoggedRun.ID,
                    "judge@1",
                    Split.TEST,
                    0,
                    "p" + prompt,
                    0,
                    Double.isNaN(value) ? RewardResult.failed("no answer") : RewardResult.of(value),
                    1,
                    Instant.EPOCH));
        }
        return new Audited(answers, audits);
    }
}
