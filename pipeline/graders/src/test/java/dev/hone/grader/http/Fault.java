package dev.hone.grader.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a server of the tests does instead of answering. */
@FunctionalInterface
public interface Fault {

    /**
     * Answers a request, or does not.
     *
     * @param closing is counted down when the server is closed
     */
    void answer(HttpExchange exchange, CountDownLatch closing) throws IOException;

    /** Another status, with a body and headers. */
    static Fault status(int status, String body, Map<String, String> headers) {
        return (exchange, closing) -> send(exchange, status, body, headers);
    }

    static Fault status(int status) {
        return status(status, "{\"error\": {\"message\": \"fault of the test\"}}", Map.of());
    }

    /** 429 with {@code Retry-After}. */
    static Fault throttled(String retryAfter) {
        return status(429, "slow down", Map.of("Retry-After", retryAfter));
    }

    /** Closes the connection. */
    static Fault reset() {
        return (exchange, closing) -> exchange.close();
    }

    /** Never answers. */
    static Fault hang() {
        return (exchange, closing) -> await(closing);
    }

    /** Sends the head of an answer, and never the rest. */
    static Fault hangInTheMiddle() {
        return (exchange, closing) -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(closing);
        };
    }

    /** Sends a whole answer. */
    static void send(HttpExchange exchange, int status, String body, Map<String, String> headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void await(CountDownLatch closing) {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
