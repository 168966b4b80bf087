package dev.hone.grader.chat;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardUnavailableException;
import java.util.function.UnaryOperator;

/** Secrets are in the environment of the process that asks, and nowhere else. */
final class EnvironmentVariables {

    private EnvironmentVariables() {}

    /** The value of a variable that must be there. */
    static String required(String who, String name, UnaryOperator<String> environment) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new RewardUnavailableException(new ConfigException(who + " cannot be asked: the environment variable " + name
                    + " is not set. Set it where this command runs (export " + name + "=…), and start the same command again"));
        }
        return value.strip();
    }
}
