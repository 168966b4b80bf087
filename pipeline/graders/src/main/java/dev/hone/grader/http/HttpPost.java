package dev.hone.grader.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One URL that takes JSON by POST. Any number of requests may be under way. */
public final class HttpPost {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int SHOWN_CHARACTERS = 300;

    private final URI url;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final long maxReplyBytes;
    private final HttpClient client;

    /**
     * A URL; nothing is sent yet.
     *
     * @param headers of each request; their values may be secrets and are shown nowhere
     * @param timeout of a request, from sending it to the last byte of its answer
     * @param maxReplyBytes of an answer; no more is read
     */
    public HttpPost(URI url, Map<String, String> headers, Duration timeout, long maxReplyBytes) {
        this.url = url;
        this.headers = Map.copyOf(headers);
        this.timeout = timeout;
        this.maxReplyBytes = maxReplyBytes;
        this.client = HttpClient.newBuilder()
                .version("https".equals(url.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
                .build();
    }

    /**
     * Sends a body, once, and gives the answer with whatever status. The future fails with a {@link RetryableException} where there is none:
     * one caused by a {@link TimeoutException} where it did not come in time. An answer that is too long is a {@link RequestException}.
     */
    public CompletableFuture<HttpReply> send(byte[] json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        headers.forEach(request::setHeader);
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request.build(), head -> new LimitedBody(maxReplyBytes));
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> exchange.cancel(true)) // does nothing to one that is done
                .thenApply(response -> new HttpReply(
                        response.statusCode(), response.headers().firstValue("Retry-After"), response.body()))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failed(Retries.cause(failure))));
    }

    private RuntimeException failed(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof LimitedBody.TooLongException) {
                return new RequestException("output_too_large: " + inner.getMessage(), inner);
            }
        }
        String problem = cause instanceof TimeoutException
                ? url + " gave no answer within " + timeout.toMillis() / 1000.0 + " s"
                : "cannot reach " + url + ": " + cause;
        return new RetryableException(problem, Optional.empty(), cause);
    }

    /** An answer in words: short, and without our secrets. */
    public String shown(HttpReply reply) {
        return url + " answered with status " + reply.status() + ": " + shown(reply.body());
    }

    /** A text of theirs that is short and holds none of our secrets. */
    public String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        for (String secret : headers.values()) {
            text = text.replace(secret, "***").replace(secret.replaceFirst("^Bearer ", ""), "***");
        }
        text = text.strip();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
