package dev.hone.evaluate;

import static dev.hone.evaluate.EvaluationRows.scored;
import static dev.hone.evaluate.EvaluationRows.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.compare.Comparison;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.Split;
import dev.hone.settings.ValidationScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestComparison {

    private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(7, 1000);

    @Test
    void whatCouldNotBeScoredIsLeftOutOfBothSidesAndCounted() {
        List<EvaluationRow> base = List.of(
                scored("d", "a", "x", true),
                scored("d", "b", "x", false),
                unscored("d", "c"),
                scored("d", "e", "x", true));
        List<EvaluationRow> tuned = List.of(
                scored("d", "a", "x", true),
                scored("d", "b", "y", true),
                scored("d", "c", "y", true),
                unscored("d", "e"));
        Comparison comparison = Comparison.of(base, tuned, List.of(), BOOTSTRAP).get(0);
        assertThat(comparison.prompts()).isEqualTo(2);
        assertThat(comparison.unscored()).isEqualTo(2);
        assertThat(comparison.accuracy().base().mean()).isEqualTo(0.5);
        assertThat(comparison.accuracy().tuned().mean()).isEqualTo(1);
        assertThat(comparison.reward().difference().mean()).isEqualTo(0.5);
        assertThat(ComparisonText.of(comparison))
                .singleElement()
                .asString()
                .contains("of 2 prompts")
                .endsWith("; 2 prompts left out, whose answers could not be scored");
        assertThat(Comparison.of(
                        List.of(unscored("d", "a")), List.of(scored("d", "a", "x", true)), List.of(), BOOTSTRAP))
                .as("nothing is left to compare")
                .isEmpty();
    }

    @Test
    void aConstantAnswerIsSetBesideWhatTheMajorityAnswerEarns() {
        List<EvaluationRow> base = answers(100, 0, "no answer", "no answer");
        List<EvaluationRow> tuned = answers(100, 79, "billing", "billing");
        Comparison comparison = Comparison.of(base, tuned, List.of(majority("d", 0.79, 7)), BOOTSTRAP)
                .get(0);
        assertThat(comparison.relativeGain()).as("nothing is a multiple of 0").isEmpty();
        List<String> lines = ComparisonText.of(comparison);
        assertThat(lines.get(0))
                .startsWith("all: base 0.0 % [0.0, 3.7] → tuned 79.0 % [")
                .contains("gain +79.0 points")
                .endsWith("; the majority answer alone 79.0 %")
                .doesNotContain("Infinity", "NaN", "relative");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "warning: all: the tuned policy is right on 79.0 % of the prompts, no more than one and the same answer to"
                                + " all of them, the commonest reference answer, would be (79.0 %).",
                        "warning: all: the tuned policy gave 1 different answers to 100 prompts, whose reference answers are 7"
                                + " different ones.");
    }

    @Test
    void aPolicyThatTellsItsPromptsApartGetsNoWarning() {
        List<EvaluationRow> base = answers(100, 40, "a", "b");
        List<EvaluationRow> tuned = answers(100, 90, "a", "b");
        List<String> lines = ComparisonText.of(Comparison.of(base, tuned, List.of(majority("d", 0.5, 2)), BOOTSTRAP)
                .get(0));
        assertThat(lines).singleElement().asString().endsWith(", +125 % relative; the majority answer alone 50.0 %");
    }

    @Test
    void ofReferencesThatAreNearlyAllDifferentOnlyHalfAsManyAnswersAreRemarkable() {
        List<EvaluationRow> base = answers(100, 40, "a", "b");
        List<EvaluationRow> tuned = new ArrayList<>();
        for (int p = 0; p < 100; p++) {
            tuned.add(scored("d", "p" + p, "answer " + p % 60, true));
        }
        MajorityAnswerRow rare = majority("d", 0.02, 98);
        assertThat(ComparisonText.warnings(
                        Comparison.of(base, tuned, List.of(rare), BOOTSTRAP).get(0)))
                .isEmpty();
        assertThat(ComparisonText.warnings(Comparison.of(base, answers(100, 90, "a", "b"), List.of(rare), BOOTSTRAP)
                        .get(0)))
                .singleElement()
                .asString()
                .contains("gave 2 different answers to 100 prompts");
    }

    @Test
    void referencesThatAreNoAnswersGiveNoMajorityAnswer() {
        Comparison comparison = Comparison.of(
                        answers(10, 5, "a", "b"), answers(10, 6, "a", "b"), List.of(majority("d", 0, 3)), BOOTSTRAP)
                .get(0);
        assertThat(comparison.majorityAccuracy()).isEmpty();
    }

    @Test
    void eachDataSetHasItsOwnMajorityAnswer() {
        List<EvaluationRow> rows = new ArrayList<>(answers(10, 5, "a", "b"));
        rows.add(scored("e", "q", "c", true));
        List<MajorityAnswerRow> majority =
                List.of(majority("d", 0.4, 3), majority("e", 0.9, 2), majority(Comparison.ALL, 0.3, 5));
        assertThat(Comparison.of(rows, rows, majority, BOOTSTRAP))
                .extracting(Comparison::dataset, c -> c.majorityAccuracy().orElseThrow())
                .containsExactly(tuple("all", 0.3), tuple("d", 0.4), tuple("e", 0.9));
    }

    @Test
    void aValidationScoreLeavesOutWhatCouldNotBeScored() {
        Optional<ValidationScore> score = ValidationScore.of(
                3,
                List.of(
                        scored("d", "a", "x", true),
                        unscored("d", "b"),
                        scored("d", "c", "x", false),
                        unscored("d", "e")));
        assertThat(score).contains(new ValidationScore(3, 0.5, 0.5));
        assertThat(ValidationScore.of(3, List.of(unscored("d", "a")))).isEmpty();
    }

    /** Answers of which the first are right, half of them with one text and half with another. */
    private static List<EvaluationRow> answers(int prompts, int right, String even, String odd) {
        List<EvaluationRow> rows = new ArrayList<>();
        for (int p = 0; p < prompts; p++) {
            rows.add(scored("d", "p" + p, p % 2 == 0 ? even : odd, p < right));
        }
        return rows;
    }

    private static MajorityAnswerRow majority(String dataset, double accuracy, int references) {
        return new MajorityAnswerRow(
                "r", Split.TEST, dataset, "billing", 100, references, 0, accuracy, accuracy, "grader", Instant.EPOCH);
    }
}
