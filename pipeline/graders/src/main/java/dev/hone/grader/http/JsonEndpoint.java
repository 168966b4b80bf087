package dev.hone.grader.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.ConfigException;
import dev.hone.reward.RewardUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One URL that takes JSON by POST and gives JSON. Any number of requests may be under way. */
public final class JsonEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 409, 425, 429);
    private static final Set<Integer> MISCONFIGURED = Set.of(401, 403, 404, 405);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int SHOWN_CHARACTERS = 300;

    private final String who;
    private final URI url;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * An endpoint; nothing is sent yet.
     *
     * @param who is asked, as messages name it
     * @param headers of each request; their values may be secrets and are shown nowhere
     * @param timeout of a request, from sending it to the last byte of its answer
     */
    public JsonEndpoint(String who, URI url, Map<String, String> headers, Duration timeout) {
        this.who = who;
        this.url = url;
        this.headers = Map.copyOf(headers);
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version("https".equals(url.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
                .build();
    }

    /**
     * Sends one request, once. The future fails with a {@link RetryableException} where another try may help (no connection, no answer in
     * time, status 408, 409, 425, 429 or 5xx, an answer that is no JSON), with a {@link RewardUnavailableException} where every request
     * would fail alike (401, 403, 404, 405), and else with a {@link RequestException}.
     */
    public CompletableFuture<JsonNode> post(JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::setHeader);
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    exchange.cancel(true); // does nothing to one that is done
                    return failure == null ? answer(response) : CompletableFuture.<JsonNode>failedFuture(failed(failure));
                })
                .thenCompose(answer -> answer);
    }

    private RetryableException failed(Throwable failure) {
        Throwable cause = Retries.cause(failure);
        String problem = cause instanceof TimeoutException
                ? url + " gave no answer within " + timeout.toMillis() / 1000.0 + " s"
                : "cannot reach " + url + ": " + cause;
        return new RetryableException(problem, Optional.empty(), cause);
    }

    private CompletableFuture<JsonNode> answer(HttpResponse<String> response) {
        int status = response.statusCode();
        String said = url + " answered with status " + status + ": " + shown(response.body());
        if (status == 200) {
            return json(response.body());
        }
        if (WORTH_ANOTHER_TRY.contains(status) || status >= 500) {
            Optional<Duration> retryAfter =
                    response.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.of(value, Clock.systemUTC()));
            return CompletableFuture.failedFuture(new RetryableException(said, retryAfter, null));
        }
        if (MISCONFIGURED.contains(status)) {
            return CompletableFuture.failedFuture(new RewardUnavailableException(new ConfigException(
                    who + " cannot be asked: " + said + ". Correct its address, its name or the key that the environment holds")));
        }
        return CompletableFuture.failedFuture(new RequestException(said));
    }

    private CompletableFuture<JsonNode> json(String body) {
        try {
            return CompletableFuture.completedFuture(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(new RetryableException(
                    url + " answered with what is no JSON: " + shown(body), Optional.empty(), e));
        }
    }

    /** A text of theirs that is short and holds none of our secrets. */
    private String shown(String body) {
        String text = body;
        for (String secret : headers.values()) {
            text = text.replace(secret, "***").replace(secret.replaceFirst("^Bearer ", ""), "***");
        }
        text = text.strip();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
