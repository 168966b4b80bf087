package dev.hone.grader.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real HTTP server on loopback that takes JSON by POST, with faults that a test asks for. */
public final class FakeHttpServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(FakeHttpServer::daemon);
    private final Function<Request, Fault> answer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    /** One request. */
    public record Request(String path, Headers headers, JsonNode body) {}

    /** @param answer the body of the answer to a request, JSON where the test wants it so */
    public FakeHttpServer(Function<Request, String> answer) {
        this(
                (Request request) ->
                        Fault.status(200, answer.apply(request), Map.of("Content-Type", "application/json")),
                0);
    }

    /** A server whose answers have a status and headers that hang on the request. */
    public static FakeHttpServer answering(Function<Request, Fault> answer) {
        return new FakeHttpServer(answer, 0);
    }

    private FakeHttpServer(Function<Request, Fault> answer, int port) {
        this.answer = answer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Such as {@code http://127.0.0.1:40000}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next requests meet these, one each, in order. */
    public FakeHttpServer failNext(Fault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    /** No request meets a fault any more. */
    public void forgetFaults() {
        faults.clear();
    }

    /** All requests so far, those that met a fault too. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many were under way at the same time. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            Request request = new Request(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            requests.add(request);
            Fault fault = faults.poll();
            if (fault != null) {
                fault.answer(exchange, closing);
                return;
            }
            Fault answered = answer.apply(request);
            inFlight.decrementAndGet();
            answered.answer(exchange, closing);
            inFlight.incrementAndGet();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-http-server");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
