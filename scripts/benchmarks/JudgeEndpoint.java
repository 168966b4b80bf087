import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A judge on loopback that speaks OpenAI's protocol and gives every completion 4 of 5, some milliseconds after it was asked. Prints its port, and
 * ends with its standard input. Run by scripts/benchmarks/score.py.
 */
public final class JudgeEndpoint {

    private static final String CONTENT = "{\\\"reason\\\": \\\"clear and right\\\", \\\"score\\\": 4}";
    private static final byte[] ANSWER =
            ("{\"id\": \"1\", \"object\": \"chat.completion\", \"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"role\": \"assistant\", \"content\": \""
                            + CONTENT + "\"}}], \"usage\": {\"prompt_tokens\": 200, \"completion_tokens\": 20}}")
                    .getBytes(StandardCharsets.UTF_8);

    private JudgeEndpoint() {}

    public static void main(String[] args) throws IOException {
        long delayMillis = Long.parseLong(args[0]);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            threads.schedule(() -> answer(exchange), delayMillis, TimeUnit.MILLISECONDS);
        });
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // until it is closed
        }
        System.exit(0);
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
