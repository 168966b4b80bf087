package dev.hone.math.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestLearningRateRule {

    private static final long SMOLLM2_135M = 134_515_008;
    private static final long DEMO_POLICY = 870_000;

    @Test
    void theTrialsThatItIsFittedToLieWhereTheyShould() {
        assertThat(LearningRateRule.lora(DEMO_POLICY, 16, 2)).isEqualTo(1e-3);
        assertThat(LearningRateRule.lora(SMOLLM2_135M, 16, 2))
                .isEqualTo(8.6e-5)
                .as("5e-5 and 1e-4 learned, 3e-4 collapsed")
                .isBetween(5e-5, 1e-4);
        assertThat(LearningRateRule.lora(3_000_000_000L, 1, 32)).isEqualTo(1.8e-5);
    }

    @Test
    void theRankAloneDoesNotMatterWhereTheScaleIsAlphaOverRank() {
        double usual = LearningRateRule.lora(SMOLLM2_135M, 16, 32.0 / 16);
        assertThat(LearningRateRule.lora(SMOLLM2_135M, 1, 32)).isEqualTo(usual);
        assertThat(LearningRateRule.lora(SMOLLM2_135M, 64, 0.5)).isEqualTo(usual);
        assertThat(LearningRateRule.lora(SMOLLM2_135M, 32, 2)).as("alpha 64").isEqualTo(usual / 2);
    }

    @Test
    void noRateIsAboveTheLimitAndAllParametersGetATenth() {
        assertThat(LearningRateRule.lora(1000, 4, 0.1)).isEqualTo(1e-3);
        assertThat(LearningRateRule.allParameters(1000)).isEqualTo(1e-4);
        assertThat(LearningRateRule.allParameters(SMOLLM2_135M)).isEqualTo(8.6e-6);
    }

    @Test
    void whatIsNoModelOrAdapterIsRefused() {
        assertThatThrownBy(() -> LearningRateRule.lora(0, 16, 2)).hasMessageContaining("a model has parameters");
        assertThatThrownBy(() -> LearningRateRule.lora(1, 0, 2)).hasMessageContaining("rank and scale");
        assertThatThrownBy(() -> LearningRateRule.lora(1, 16, 0)).hasMessageContaining("rank and scale");
    }
}
