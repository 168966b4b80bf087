package dev.hone.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.DataException;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestGradientSum {

    @Test
    void theSumHasTheSameBitsHoweverLateAPartIs() {
        long seed = 17;
        float[] values = new float[40];
        Random random = new Random(seed);
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) (random.nextGaussian() * 1e3));
        IntFunction<GradientSum.Part<Integer>> late = i -> {
            if (i % 7 == 0) {
                sleep(3);
            }
            return part(values[i], i);
        };
        GradientSum.Total<Integer> alone = GradientSum.run(1, values.length, i -> part(values[i], i));
        GradientSum.Total<Integer> together = GradientSum.run(6, values.length, late);
        assertThat(together.gradients().get("w"))
                .as("seed %d", seed)
                .isEqualTo(alone.gradients().get("w"));
        assertThat(together.observed())
                .isEqualTo(IntStream.range(0, values.length).boxed().toList());
    }

    @Test
    void anExceptionOfOnePartIsThrownAsItIs() {
        assertThatThrownBy(() -> GradientSum.run(3, 10, i -> {
                    if (i == 4) {
                        throw new DataException("part 4 is broken");
                    }
                    return part(1, i);
                }))
                .isInstanceOf(DataException.class)
                .hasMessage("part 4 is broken");
    }

    @Test
    void noThreadRunsFarAheadOfAGradientThatIsLate() {
        CountDownLatch ahead = new CountDownLatch(5);
        AtomicInteger farthest = new AtomicInteger();
        AtomicInteger farthestWhileLate = new AtomicInteger();
        GradientSum.Total<Integer> total = GradientSum.run(3, 40, i -> {
            farthest.accumulateAndGet(i, Math::max);
            if (i == 0) {
                await(ahead);
                sleep(50); // for those that would run on
                farthestWhileLate.set(farthest.get());
            }
            ahead.countDown();
            return part(1, i);
        });
        assertThat(farthestWhileLate).hasValue(5);
        assertThat(total.gradients().get("w")).containsExactly(40);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static GradientSum.Part<Integer> part(float value, int index) {
        TreeMap<String, float[]> gradient = new TreeMap<>();
        gradient.put("w", new float[] {value});
        return new GradientSum.Part<>(gradient, index);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
