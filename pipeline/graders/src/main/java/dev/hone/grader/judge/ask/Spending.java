package dev.hone.grader.judge.ask;

import dev.hone.grader.chat.ChatReply;
import java.util.OptionalLong;

/**
 * What answers took.
 *
 * @param costMicroUsd millionths of a US dollar; empty where no answer has a known price
 * @param latencyMillis of all answers, added up
 */
public record Spending(OptionalLong costMicroUsd, long latencyMillis) {

    public static final Spending NOTHING = new Spending(OptionalLong.empty(), 0);

    static Spending of(ChatReply reply) {
        return new Spending(reply.costMicroUsd(), reply.latencyMillis());
    }

    /** Both together. */
    public Spending plus(Spending other) {
        OptionalLong cost = costMicroUsd.isEmpty() || other.costMicroUsd.isEmpty()
                ? (costMicroUsd.isEmpty() ? other.costMicroUsd : costMicroUsd)
                : OptionalLong.of(costMicroUsd.getAsLong() + other.costMicroUsd.getAsLong());
        return new Spending(cost, latencyMillis + other.latencyMillis);
    }

    /** The cost of one of several rows that share it equally, whole: the first ones take what is left over. */
    public OptionalLong shareOfCost(int row, int of) {
        return costMicroUsd.isEmpty()
                ? costMicroUsd
                : OptionalLong.of(costMicroUsd.getAsLong() / of + (row < costMicroUsd.getAsLong() % of ? 1 : 0));
    }
}
