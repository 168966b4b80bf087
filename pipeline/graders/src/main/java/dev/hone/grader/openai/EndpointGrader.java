package dev.hone.grader.openai;

import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.grader.endpoint.AzureEndpoint;
import dev.hone.grader.endpoint.EndpointSettings;
import dev.hone.grader.http.RequestHeaders;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code endpoint}: Azure's grader behind a URL. */
record EndpointGrader(AzureEndpoint endpoint) implements Grader {

    /** Azure's limit. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    static EndpointGrader read(RewardParameters parameters) {
        OptionalDouble perMinute = parameters.has("rate_limit")
                ? OptionalDouble.of(60 * parameters.number("rate_limit", 1, 0.001, 1e6))
                : OptionalDouble.empty();
        EndpointSettings settings = new EndpointSettings(
                EndpointSettings.url(parameters),
                headers(parameters),
                EndpointSettings.CONCURRENCY,
                perMinute,
                TIMEOUT,
                PATIENCE);
        return new EndpointGrader(
                new AzureEndpoint(settings, LambdaContract.passThreshold(parameters, "pass_threshold")));
    }

    private static RequestHeaders headers(RewardParameters parameters) {
        Map<String, String> fixed = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        parameters.map("headers").forEach((name, value) -> {
            Matcher variable = VARIABLE.matcher(String.valueOf(value));
            if (variable.matches()) {
                variables.put(name, variable.group(1));
            } else if (RequestHeaders.isSecret(name)) {
                parameters.problem(
                        "headers." + name,
                        "holds a secret, which would be stored with the run",
                        "Write ${NAME}, and put the value into the environment variable NAME");
            } else {
                fixed.put(name, String.valueOf(value));
            }
        });
        return new RequestHeaders(fixed, variables, Optional.empty());
    }

    @Override
    public List<RewardResult> grade(List<GradedSample> samples) {
        return endpoint.score(samples);
    }

    @Override
    public boolean asksSomebody() {
        return true;
    }
}
