package dev.hone.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestKeyValueNeed {

    private static final KeyValueNeed NEED = new KeyValueNeed(10, 64);

    @Test
    void aPromptHasOnePlaceForAllItsCompletions() {
        assertThat(NEED.bytes(4, 8, 100, 20)).isEqualTo(10 * (32 * 20 + 4 * 100));
    }

    @Test
    void noMoreIsDecodedTogetherThanThereAreSlots() {
        assertThat(NEED.bytes(16, 8, 100, 20)).isEqualTo(10 * (64 * 20 + 16 * 100));
        assertThat(NEED.bytes(500, 1, 100, 20)).isEqualTo(NEED.atMostBytes(100, 20));
        assertThat(NEED.atMostBytes(100, 20)).isEqualTo(10 * 64 * 120);
    }
}
