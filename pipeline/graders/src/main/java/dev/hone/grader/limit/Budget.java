package dev.hone.grader.limit;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardUnavailableException;
import java.util.Locale;
import java.util.OptionalDouble;

/** Money that may be spent, millionths of a US dollar: what was paid and what requests under way may cost never exceed it. */
final class Budget {

    private static final double MICROS = 1e6;

    private final String who;
    private final OptionalDouble maxUsd;
    private long spentMicroUsd;
    private long reservedMicroUsd;

    /**
     * A budget.
     *
     * @param who is paid, as messages name it
     * @param spentMicroUsd before
     */
    Budget(String who, OptionalDouble maxUsd, long spentMicroUsd) {
        this.who = who;
        this.maxUsd = maxUsd;
        this.spentMicroUsd = spentMicroUsd;
    }

    /** Whether so much more may be reserved. */
    boolean allows(long microUsd) {
        return maxUsd.isEmpty() || spentMicroUsd + reservedMicroUsd + microUsd <= maxUsd.getAsDouble() * MICROS;
    }

    /** Whether what requests under way give back may still make room. */
    boolean mayGrow() {
        return reservedMicroUsd > 0;
    }

    void reserve(long microUsd) {
        reservedMicroUsd += microUsd;
    }

    void settle(long reserved, long spent) {
        reservedMicroUsd -= reserved;
        spentMicroUsd += spent;
    }

    RewardUnavailableException isSpent(long microUsd) {
        return new RewardUnavailableException(new ConfigException(String.format(
                Locale.ROOT,
                "%s has cost %.4f USD of the %.4f USD that maxUsd allows, and the next answer may cost %.4f USD. What was answered"
                        + " is kept and not paid again: raise maxUsd, and start the same command again",
                who,
                spentMicroUsd / MICROS,
                maxUsd.orElse(0),
                microUsd / MICROS)));
    }
}
