package dev.hone.grader.http;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardUnavailableException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The headers of requests. Secrets are in the environment of the process that asks, and nowhere else.
 *
 * @param fixed values by header
 * @param variables environment variables that hold values, by header
 * @param keyVariable environment variable that holds a key, which is sent as {@code Authorization: Bearer}; empty: none is sent
 */
public record RequestHeaders(Map<String, String> fixed, Map<String, String> variables, Optional<String> keyVariable) {

    private static final Set<String> SECRET =
            Set.of("authorization", "api-key", "x-api-key", "x-functions-key", "ocp-apim-subscription-key");

    public RequestHeaders {
        fixed = Map.copyOf(fixed);
        variables = Map.copyOf(variables);
    }

    /** Reads {@code headers}, {@code headersFromEnv} and {@code apiKeyEnv}. */
    public static RequestHeaders read(RewardParameters section) {
        Map<String, String> fixed = texts(section, "headers");
        fixed.keySet().stream()
                .filter(RequestHeaders::isSecret)
                .forEach(header -> section.problem(
                        "headers." + header,
                        "holds a secret, which would be stored with the run",
                        "Put the value into an environment variable, and name that under headersFromEnv"));
        return new RequestHeaders(fixed, texts(section, "headersFromEnv"), section.text("apiKeyEnv"));
    }

    /** Whether a header of this name holds a key. */
    public static boolean isSecret(String header) {
        return SECRET.contains(header.toLowerCase(Locale.ROOT));
    }

    /**
     * All headers with their values.
     *
     * @param who is asked, as messages name it
     * @throws RewardUnavailableException if a variable is not set
     */
    public Map<String, String> values(String who, UnaryOperator<String> environment) {
        Map<String, String> values = new LinkedHashMap<>(fixed);
        variables.forEach((header, variable) -> values.put(header, required(who, variable, environment)));
        keyVariable.ifPresent(
                variable -> values.put("Authorization", "Bearer " + required(who, variable, environment)));
        return values;
    }

    private static String required(String who, String variable, UnaryOperator<String> environment) {
        String value = environment.apply(variable);
        if (value == null || value.isBlank()) {
            throw new RewardUnavailableException(
                    new ConfigException(who + " cannot be asked: the environment variable " + variable
                            + " is not set. Set it where this command runs (export " + variable
                            + "=…), and start the same command again"));
        }
        return value.strip();
    }

    private static Map<String, String> texts(RewardParameters section, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        section.map(key).forEach((name, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                texts.put(name, value.toString());
            } else {
                section.problem(key + "." + name, "is not a text", "Write a text");
            }
        });
        return texts;
    }
}
