package dev.hone.grader.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.ConfigException;
import dev.hone.reward.RewardUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One URL that takes JSON by POST and gives JSON. Any number of requests may be under way. */
public final class JsonEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 409, 425, 429);

    /** Statuses with which every request would be answered. */
    public static final Set<Integer> MISCONFIGURED = Set.of(401, 403, 404, 405);

    /** No verdict is longer. */
    private static final long MAX_REPLY_BYTES = 16 << 20;

    private final String who;
    private final URI url;
    private final HttpPost post;

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
        this.post = new HttpPost(url, headers, timeout, MAX_REPLY_BYTES);
    }

    /**
     * Sends one request, once. The future fails with a {@link RetryableException} where another try may help (no connection, no answer in
     * time, status 408, 409, 425, 429 or 5xx, an answer that is no JSON), with a {@link RewardUnavailableException} where every request
     * would fail alike (401, 403, 404, 405), and else with a {@link RequestException}.
     */
    public CompletableFuture<JsonNode> post(JsonNode body) {
        return post.send(body.toString().getBytes(StandardCharsets.UTF_8)).thenCompose(this::answer);
    }

    private CompletableFuture<JsonNode> answer(HttpReply reply) {
        int status = reply.status();
        if (status == 200) {
            return json(reply.body());
        }
        if (WORTH_ANOTHER_TRY.contains(status) || status >= 500) {
            return CompletableFuture.failedFuture(
                    RetryableException.ofStatus(status, post.shown(reply), reply.pause(), null));
        }
        return CompletableFuture.failedFuture(
                MISCONFIGURED.contains(status)
                        ? misconfigured(who, post.shown(reply))
                        : new RequestException(post.shown(reply)));
    }

    /** What ends the scoring where the answer has one of the statuses {@link #MISCONFIGURED}. */
    public static RewardUnavailableException misconfigured(String who, String said) {
        return new RewardUnavailableException(new ConfigException(who + " cannot be asked: " + said
                + ". Correct its address, its name or the key that the environment holds"));
    }

    private CompletableFuture<JsonNode> json(byte[] body) {
        try {
            return CompletableFuture.completedFuture(JSON.readTree(body));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new RetryableException(
                    url + " answered with what is no JSON: " + post.shown(body), Optional.empty(), e));
        }
    }
}
