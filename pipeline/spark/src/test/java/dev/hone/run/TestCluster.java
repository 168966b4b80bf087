package dev.hone.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestCluster {

    @Test
    void theDriverOfALargeClusterComputesGradientsOnItsOwnProcessorsAlone() {
        assertThat(Cluster.of(false, 512, 8)).isEqualTo(new Cluster(512, 8));
    }

    @Test
    void inLocalModeGradientsAreComputedOnAsManyThreadsAsTasks() {
        assertThat(Cluster.of(true, 2, 16)).isEqualTo(new Cluster(2, 2));
        assertThat(Cluster.of(true, 8, 2)).isEqualTo(new Cluster(8, 2));
    }

    @Test
    void withoutAnExecutorYetThereIsOneSlot() {
        assertThat(Cluster.of(false, 0, 4)).isEqualTo(new Cluster(1, 4));
    }
}
