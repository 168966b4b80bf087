package dev.hone.grader.lambda;

import dev.hone.reward.RewardParameters;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which Lambda function is invoked, and how.
 *
 * @param function name or ARN
 * @param qualifier version or alias; empty: that of the ARN, else the newest
 * @param region empty: that of the ARN, else that of the environment
 * @param endpoint another address of the service, such as that of a VPC endpoint
 * @param batchSize rows of an invocation
 * @param concurrency invocations under way at the same time
 * @param timeout of an invocation
 * @param patience how long throttling and failures of the service are borne before it counts as down
 */
record LambdaSettings(
        String function,
        Optional<String> qualifier,
        Optional<String> region,
        Optional<URI> endpoint,
        int batchSize,
        int concurrency,
        Duration timeout,
        Duration patience) {

    /** The form that Lambda's API takes: a name, a partial ARN or a whole one, with or without a version. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\\d):)?"
                    + "(?:\\d{12}:)?(?:function:)?[a-zA-Z0-9-_.]+(?::(?:\\$LATEST|[a-zA-Z0-9-_]+))?");

    private static final int BATCH_SIZE = 64;
    private static final int CONCURRENCY = 12;
    private static final double TIMEOUT_SECONDS = 120;
    private static final double RETRY_SECONDS = 120;
    /** A function may run for a quarter of an hour. */
    private static final double MAX_TIMEOUT_SECONDS = 910;

    static LambdaSettings read(RewardParameters parameters) {
        String function = parameters.requiredText("function");
        Matcher form = FUNCTION.matcher(function);
        if (!function.isEmpty() && !form.matches()) {
            parameters.problem(
                    "function",
                    "is neither the name nor the ARN of a Lambda function: " + function,
                    "Write it as in my-rewards or arn:aws:lambda:us-east-1:111122223333:function:my-rewards:1");
        }
        Optional<String> inArn = form.matches() ? Optional.ofNullable(form.group(1)) : Optional.empty();
        return new LambdaSettings(
                function,
                parameters.text("qualifier"),
                parameters.text("region").or(() -> inArn),
                endpoint(parameters),
                (int) parameters.number("batchSize", BATCH_SIZE, 1, 1_000),
                (int) parameters.number("concurrency", CONCURRENCY, 1, 1_000),
                seconds(parameters.number("timeoutSeconds", TIMEOUT_SECONDS, 0.01, MAX_TIMEOUT_SECONDS)),
                seconds(parameters.number("retrySeconds", RETRY_SECONDS, 0.01, 86_400)));
    }

    private static Optional<URI> endpoint(RewardParameters parameters) {
        return parameters.text("endpoint").flatMap(address -> {
            if (address.matches("https?://[^\\s/?#]+/?")) {
                return Optional.of(URI.create(address));
            }
            parameters.problem(
                    "endpoint",
                    "is no address: " + address,
                    "Write it as in https://vpce-1234.lambda.us-east-1.vpce.amazonaws.com");
            return Optional.empty();
        });
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
