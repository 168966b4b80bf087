package dev.hone.grader.endpoint;

import dev.hone.grader.http.RequestHeaders;
import dev.hone.reward.RewardParameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which URL is asked, and how.
 *
 * @param concurrency requests under way at the same time
 * @param requestsPerMinute empty: any number
 * @param timeout of a request, to the last byte of its answer
 * @param patience how long throttling, and an endpoint that cannot be reached, are borne before it counts as down
 */
public record EndpointSettings(
        URI url,
        RequestHeaders headers,
        int concurrency,
        OptionalDouble requestsPerMinute,
        Duration timeout,
        Duration patience) {

    /** As {@link #read} takes them where nothing else is said. */
    public static final int CONCURRENCY = 12;

    private static final double TIMEOUT_SECONDS = 120;
    private static final double RETRY_SECONDS = 120;
    private static final double MAX_SECONDS = 86_400;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    static EndpointSettings read(RewardParameters parameters) {
        return new EndpointSettings(
                url(parameters),
                RequestHeaders.read(parameters),
                (int) parameters.number("concurrency", CONCURRENCY, 1, 1_000),
                parameters.has("requestsPerMinute")
                        ? OptionalDouble.of(parameters.number("requestsPerMinute", 1, 0.001, 1e9))
                        : OptionalDouble.empty(),
                seconds(parameters, "timeoutSeconds", TIMEOUT_SECONDS),
                seconds(parameters, "retrySeconds", RETRY_SECONDS));
    }

    /** The address under {@code url}, which must be there. */
    public static URI url(RewardParameters parameters) {
        String address = parameters.requiredText("url");
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && uri.getScheme() != null && SCHEMES.contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        if (!address.isEmpty()) {
            parameters.problem("url", "is no address: " + address, "Write it as in https://rewards.example.com/score");
        }
        return URI.create("http://invalid");
    }

    private static Duration seconds(RewardParameters parameters, String key, double standard) {
        return Duration.ofMillis(Math.round(parameters.number(key, standard, 0.01, MAX_SECONDS) * 1000));
    }
}
