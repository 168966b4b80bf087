package dev.hone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.config.SpecReader;
import dev.hone.estimate.AnswerLengths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTrainingAdvice {

    private static final double FITTING = 8.6e-5;

    @TempDir
    private Path folder;

    @Test
    void theDefaultsAreNotRisky() throws IOException {
        assertThat(advice("", FITTING, Optional.empty())).isEmpty();
        assertThat(advice("inferenceMaxTokens: 64", 1e-4, lengths(10, 40, 64))).isEmpty();
    }

    @Test
    void aRateFarFromTheFittingOneIsSpokenOf() throws IOException {
        assertThat(advice("", 3e-4, Optional.empty()))
                .singleElement()
                .asString()
                .startsWith("train.learningRate 3.0E-4 is 3.5 times the 8.6E-5 that fits")
                .contains("collapse");
        assertThat(advice("", 1e-6, Optional.empty()))
                .singleElement()
                .asString()
                .contains("less than a tenth");
    }

    @Test
    void aTemperatureOtherThan1IsExplained() throws IOException {
        assertThat(advice("temperature: 0.5", FITTING, Optional.empty()))
                .singleElement()
                .asString()
                .contains("log-probabilities are of logits / temperature")
                .contains("So cold");
        assertThat(advice("temperature: 1.1", FITTING, Optional.empty()))
                .singleElement()
                .asString()
                .doesNotContain("So ");
    }

    @Test
    void fewSamplesAndSmallStepsAreSpokenOf() throws IOException {
        assertThat(advice("batchSize: 4, trainingSamplePerPrompt: 2", FITTING, Optional.empty()))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("With 2 samples a prompt"))
                .anySatisfy(text -> assertThat(text).contains("4 prompts × 2 samples is a noisy estimate"));
    }

    @Test
    void manyUpdatesWithoutKlAreSpokenOf() throws IOException {
        assertThat(advice("updatesPerStep: 4", FITTING, Optional.empty()))
                .singleElement()
                .asString()
                .contains("no KL term holds it");
        assertThat(advice("updatesPerStep: 4, klCoefficient: 0.02", FITTING, Optional.empty()))
                .isEmpty();
    }

    @Test
    void theLimitOfTokensIsComparedWithKnownAnswers() throws IOException {
        assertThat(advice("inferenceMaxTokens: 50", FITTING, lengths(10, 40, 51, 60)))
                .singleElement()
                .asString()
                .startsWith(
                        "50 % of the logged answers are longer than train.inferenceMaxTokens 50 (the longest has 60 tokens)");
        assertThat(advice("inferenceMaxTokens: 512", FITTING, lengths(10, 40)))
                .singleElement()
                .asString()
                .contains("has 40 tokens, and train.inferenceMaxTokens is 512")
                .contains("Where the first steps cut few completions, a lower one")
                .contains("where they cut many, the policy does not end its answers");
    }

    private static Optional<AnswerLengths> lengths(int... ascending) {
        return Optional.of(new AnswerLengths("logged answers", ascending));
    }

    private List<String> advice(String train, double rate, Optional<AnswerLengths> lengths) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "train: {" + train + "}\n");
        return new TrainingAdvice(
                        new SpecReader(Map.of()).read(file, List.of(), Set.of()).train(), rate, FITTING)
                .on(lengths);
    }
}
