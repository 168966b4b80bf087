package dev.hone.score;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardResult;

/** A reward function and the calls that are under way: once it is retired, it is closed when the last of them has ended. */
final class SharedReward {

    private final String name;
    private RewardFunction function;
    private int users;
    private boolean retired;

    SharedReward(RewardFunction function) {
        this.name = function.name();
        this.function = function;
    }

    String name() {
        return name;
    }

    /** The function, while it is in use. */
    synchronized RewardFunction function() {
        return function;
    }

    /** Begins a use; false where it is retired, so that another one is needed. */
    synchronized boolean begin() {
        if (!retired) {
            users++;
        }
        return !retired;
    }

    /** Ends a use. */
    void end() {
        synchronized (this) {
            users--;
        }
        closeIfDone();
    }

    /** From now on nobody begins to use it. */
    void retire() {
        synchronized (this) {
            retired = true;
        }
        closeIfDone();
    }

    synchronized boolean isIdle() {
        return users == 0;
    }

    private void closeIfDone() {
        RewardFunction done;
        synchronized (this) {
            if (!retired || users > 0 || function == null) {
                return;
            }
            done = function;
            function = null; // what it holds can go
        }
        RewardResult closing = RewardResult.attempt(() -> {
            done.close();
            return RewardResult.of(0);
        });
        closing.error()
                .ifPresent(error ->
                        System.err.println("warning: the reward function " + name + " cannot be closed: " + error));
    }
}
