package dev.hone.serving.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestInOrder {

    private final List<Integer> items = IntStream.range(0, 100).boxed().toList();
    private final List<Integer> shown = new ArrayList<>();

    @Test
    void resultsAreShownInTheOrderOfTheItemsWhicheverIsDoneFirst() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        InOrder.each(
                items,
                item -> {
                    if (item == 0) {
                        await(second);
                    } else {
                        second.countDown();
                    }
                    return item;
                },
                shown::add);

        assertThat(shown).isEqualTo(items);
    }

    @Test
    void whoeverHasEnoughCausesLittleMoreWork() throws IOException {
        AtomicInteger worked = new AtomicInteger();
        InOrder.each(
                items,
                item -> {
                    worked.incrementAndGet();
                    return item;
                },
                item -> false);

        assertThat(worked).hasValueLessThanOrEqualTo(8);
    }

    @Test
    void whatAnItemFailsWithIsThrown() {
        assertThatThrownBy(() -> InOrder.each(items, TestInOrder::broken, shown::add))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk of 0");
    }

    private static int broken(int item) throws IOException {
        throw new IOException("the disk of " + item);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
