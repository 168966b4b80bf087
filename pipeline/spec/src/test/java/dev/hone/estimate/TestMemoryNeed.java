package dev.hone.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestMemoryNeed {

    private static final long GB = 1_000_000_000L;

    @Test
    void allParametersOfAModelNeedManyCopies() {
        MemoryNeed need = MemoryNeed.of(GB, GB, GB / 10, 2);
        assertThat(need).isEqualTo(new MemoryNeed(13 * GB, 5 * GB + GB / 5));
        assertThat(need.verdict(14 * GB, 32 * GB))
                .isEqualTo("heap 13.0 GB of 14.0 GB, outside of it 5.2 GB of 18.0 GB: fits");
        assertThat(need.verdict(8 * GB, 32 * GB))
                .endsWith(": does not fit the heap. Raise it: HONE_JAVA_OPTIONS=-Xmx16g");
        assertThat(need.verdict(30 * GB, 32 * GB)).contains("does not fit outside of the heap. Lower -Xmx");
        assertThat(need.verdict(8 * GB, 16 * GB)).contains("does not fit this machine");
    }

    @Test
    void aLoraAdapterOfTheSameModelNeedsLittleHeap() {
        assertThat(MemoryNeed.of(GB, GB / 100, GB / 10, 2).heapBytes()).isEqualTo(13 * GB / 100);
    }
}
