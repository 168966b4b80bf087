package dev.hone.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body of 1 GB that is really sent: refused long before its end, while others are answered, and nothing of it is kept. */
class TestLargeBodies {

    private static final long GIGABYTE = 1_000_000_000;
    private static final long LIMIT = 8 << 20;
    /** What the buffers of both sides hold, and what is taken from a client that does not listen yet. */
    private static final long MAX_SENT = LIMIT + (64 << 20);

    @TempDir
    private Path state;

    private ConsoleServer server;

    @BeforeEach
    void start() {
        server = Console.start(new ConsoleSettings("127.0.0.1", 0, state, LIMIT), List.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/uploads/jsonl, false, larger than 8 MiB",
        "/api/uploads/jsonl, true, larger than 8 MiB",
        "/api/spec, false, larger than the 4 MiB",
        "/api/spec, true, larger than the 4 MiB",
        "/api/session, true, larger than the 4 MiB"
    })
    void oneIsRefusedEarlyAndLeavesNothing(String path, boolean chunked, String why) throws Exception {
        long heapBefore = usedHeap();
        long sent = 0;
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head(path, chunked).getBytes(StandardCharsets.US_ASCII));
            byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            byte[] size = (Integer.toHexString(block.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                for (; sent < GIGABYTE && socket.getInputStream().available() == 0; sent += block.length) {
                    if (chunked) {
                        out.write(size);
                    }
                    out.write(block);
                    if (chunked) {
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    assertThat(page()).isEqualTo(200);
                }
            } catch (IOException closed) {
                // it does not take more; what it said is read below
            }
            answer = read(socket.getInputStream());
        }
        assertThat(answer).startsWith("HTTP/1.1 413").contains(why);
        assertThat(sent).isLessThan(MAX_SENT);
        assertThat(usedHeap() - heapBefore).isLessThan(64 << 20);
        assertThat(state.resolve("uploads"))
                .satisfiesAnyOf(folder -> assertThat(folder).doesNotExist(), folder -> assertThat(folder)
                        .isEmptyDirectory());
    }

    @Test
    void aSenderThatStopsInTheMiddleLeavesNothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write((head("/api/uploads/jsonl", true) + "3\r\n{}\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Path uploads = state.resolve("uploads");
            await(() -> uploads.toFile().list() != null && uploads.toFile().list().length == 1);
            socket.shutdownOutput();
            await(() -> uploads.toFile().list().length == 0);
        }
    }

    private String head(String path, boolean chunked) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + Console.keys(state).key(Scope.ADMIN) + "\r\n"
                + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + GIGABYTE) + "\r\n\r\n";
    }

    private int page() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "style.css")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String read(InputStream in) throws IOException {
        byte[] bytes = new byte[1 << 16];
        int length = 0;
        while (!new String(bytes, 0, length, StandardCharsets.UTF_8).contains("}}")) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
    }
}
