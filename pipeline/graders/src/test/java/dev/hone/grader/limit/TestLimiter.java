package dev.hone.grader.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.error.ConfigException;
import dev.hone.error.EndpointException;
import dev.hone.grader.limit.Limiter.Need;
import dev.hone.grader.limit.Limiter.Permit;
import dev.hone.reward.RewardUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TestLimiter {

    private static final OptionalDouble ANY = OptionalDouble.empty();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void anAllowanceLetsThroughAtItsRateAfterABurstOfFiveSeconds() {
        Allowance allowance = new Allowance(OptionalDouble.of(600), 1, 0);
        long now = 0;
        int taken = 0;
        while (now < MINUTE) {
            long wait = allowance.waitNanos(1, now);
            now += wait;
            if (wait == 0) {
                allowance.take(1);
                taken++;
            }
        }
        assertThat(taken).isCloseTo(600 + 50, within(2));
    }

    @Test
    void aRequestThatNeedsMoreThanABurstIsLetThroughAndPaidOffAfterwards() {
        Allowance allowance = new Allowance(OptionalDouble.of(1200), 1, 0);

        assertThat(allowance.waitNanos(400, 0)).isZero();
        allowance.take(400);

        assertThat(allowance.waitNanos(1, 0)).isCloseTo(301 * MINUTE / 1200, within(1000L));
    }

    @Test
    void tokensThatWereReservedAndNotUsedAreGivenBack() {
        Allowance allowance = new Allowance(OptionalDouble.of(1200), 1, 0);
        allowance.take(100);
        assertThat(allowance.waitNanos(60, 0)).isPositive();

        allowance.take(20 - 100);

        assertThat(allowance.waitNanos(60, 0)).isZero();
    }

    @Test
    void noMoreThanTheLimitAreInFlightAndTheOthersFollowInOrder() {
        Limiter limiter = new Limiter("it", ANY, ANY, 2, ANY, 0);
        List<CompletableFuture<Permit>> permits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            permits.add(limiter.acquire(Need.NOTHING));
        }
        Permit first = permits.get(0).join();
        permits.get(1).join();
        assertThat(permits.get(2)).isNotDone();

        first.end(Need.NOTHING);

        permits.get(2).join();
        assertThat(permits.get(3)).isNotDone();
    }

    @Test
    void aRateHoldsRequestsBackUntilTheirTime() {
        Limiter limiter = new Limiter("it", OptionalDouble.of(120), ANY, 100, ANY, 0);
        long start = System.nanoTime();
        for (int i = 0; i < 12; i++) {
            limiter.acquire(Need.NOTHING).join();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(950));
    }

    @Test
    void whatMayBeSpentIsNeverExceededAndWhatIsGivenBackMakesRoom() {
        Limiter limiter = new Limiter("The model m", ANY, ANY, 100, OptionalDouble.of(100e-6), 40);
        Permit first = limiter.acquire(new Need(0, 50)).join();
        CompletableFuture<Permit> second = limiter.acquire(new Need(0, 50));
        assertThat(second).as("40 spent, 50 reserved").isNotDone();

        first.end(new Need(0, 5));

        second.join().end(new Need(0, 40));
        assertThatThrownBy(() -> limiter.acquire(new Need(0, 50)).join())
                .hasCauseInstanceOf(RewardUnavailableException.class)
                .hasRootCauseInstanceOf(ConfigException.class)
                .hasMessageContaining("The model m has cost 0.0001 USD of the 0.0001 USD that maxUsd allows")
                .hasMessageContaining("raise maxUsd");
    }

    @Test
    void afterAStopNothingBeginsUntilARestart() {
        Limiter limiter = new Limiter("it", ANY, ANY, 1, ANY, 0);
        Permit first = limiter.acquire(Need.NOTHING).join();
        CompletableFuture<Permit> waiting = limiter.acquire(Need.NOTHING);

        limiter.stop(new RewardUnavailableException(new EndpointException("down")));

        assertThat(waiting).isCompletedExceptionally();
        assertThat(limiter.acquire(Need.NOTHING)).isCompletedExceptionally();
        limiter.restart();
        first.end(Need.NOTHING);
        assertThat(limiter.acquire(Need.NOTHING).join()).isNotNull();
    }
}
