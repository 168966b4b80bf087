package dev.hone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TestUnitsPerStep {

    private static final Optional<Map<String, String>> NEW_RUN = Optional.empty();
    private static final Optional<Map<String, String>> RUN_OF_SIX = Optional.of(Map.of("spec.train.unitsPerStep", "6"));

    @Test
    void aNewRunHasAsManyUnitsAsTheClusterHasTaskSlots() {
        assertThat(RunSetup.unitsPerStep(OptionalInt.empty(), NEW_RUN, 16)).isEqualTo(16);
    }

    @Test
    void aRunKeepsItsUnitsOnAnotherCluster() {
        assertThat(RunSetup.unitsPerStep(OptionalInt.empty(), RUN_OF_SIX, 16)).isEqualTo(6);
    }

    @Test
    void whatIsWrittenHoldsSoThatARunOfOtherUnitsRefusesIt() {
        assertThat(RunSetup.unitsPerStep(OptionalInt.of(3), NEW_RUN, 16)).isEqualTo(3);
        assertThat(RunSetup.unitsPerStep(OptionalInt.of(3), RUN_OF_SIX, 16)).isEqualTo(3);
    }

    @Test
    void aRunWithoutUnitsSuchAsAWarmStartTakesTheClusters() {
        assertThat(RunSetup.unitsPerStep(OptionalInt.empty(), Optional.of(Map.of()), 16))
                .isEqualTo(16);
    }
}
