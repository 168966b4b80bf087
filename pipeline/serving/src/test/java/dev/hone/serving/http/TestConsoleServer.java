package dev.hone.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from a network: foreign names and pages, wrong keys, paths out of the pages, half a question, too many of them. */
class TestConsoleServer {

    @TempDir
    private Path state;

    private final AtomicInteger changes = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private AccessKeys keys;
    private ConsoleServer server;

    @BeforeEach
    void start() {
        keys = new AccessKeys(state.resolve("keys"));
        server = ConsoleServer.start(
                "127.0.0.1",
                0,
                keys,
                List.of(
                        Route.get(
                                "/api/things/{id}",
                                request -> ApiAnswer.json(
                                        JsonNodeFactory.instance.objectNode().put("id", request.path("id")))),
                        Route.change("POST", "/api/things", request -> {
                            request.json();
                            return ApiAnswer.json(
                                    JsonNodeFactory.instance.objectNode().put("changes", changes.incrementAndGet()));
                        }),
                        Route.get("/api/mistake", request -> {
                            throw new IllegalStateException("a mistake of ours");
                        })));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aKeyOpensWhatItsScopeCovers() throws Exception {
        assertThat(send(get("/api/things/a")).statusCode()).isEqualTo(401);
        assertThat(send(get("/api/things/a").header("Authorization", "Bearer hk-wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(get("/api/things/a").header("Authorization", "Bearer " + keys.key(Scope.VIEW)))
                        .body())
                .isEqualTo("{\"id\":\"a\"}");
        assertThat(send(post("/api/things", "{}").header("Authorization", "Bearer " + keys.key(Scope.VIEW))))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(403))
                .satisfies(refused -> assertThat(refused.body()).contains("admin key"));
        assertThat(changes).hasValue(0);
        assertThat(send(post("/api/things", "{}").header("Authorization", "Bearer " + keys.key(Scope.ADMIN)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(changes).hasValue(1);
    }

    @Test
    void aKeyIsChangedIntoACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
        HttpResponse<String> session = send(post("/api/session", "{\"key\":\"" + keys.key(Scope.ADMIN) + "\"}"));
        String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(keys.key(Scope.ADMIN));
        String value = cookie.substring(0, cookie.indexOf(';'));
        assertThat(send(get("/api/things/a").header("Cookie", value)).statusCode())
                .isEqualTo(200);
        assertThat(send(post("/api/session", "{\"key\":\"hk-wrong\"}")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void keysOutliveTheProcessAndAreForTheirOwnerOnly() throws IOException {
        assertThat(new AccessKeys(state.resolve("keys")).key(Scope.ADMIN)).isEqualTo(keys.key(Scope.ADMIN));
        for (String file : List.of("admin-key", "view-key")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(state.resolve("keys").resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(keys.key(Scope.ADMIN)).isNotEqualTo(keys.key(Scope.VIEW));
    }

    @Test
    void aKeyIsReadLetterByLetterWhateverTheConnectionHasSeen() throws Exception {
        String key = keys.key(Scope.VIEW);
        String otherCase = key.chars()
                .limit(12)
                .mapToObj(letter -> Character.toString(
                        Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter)))
                .collect(Collectors.joining());
        HttpClient alone = HttpClient.newHttpClient(); // asks by one connection
        for (String asked : List.of(otherCase, key)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "api/things/1"))
                    .header("Authorization", "Bearer " + asked)
                    .build();
            assertThat(alone.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(asked.equals(key) ? 200 : 401);
        }
    }

    @Test
    void foreignNamesAndPagesAreRefused() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.0\r\n\r\n")).doesNotStartWith("HTTP/1.1 200");
        HttpRequest.Builder foreign = post("/api/things", "{}")
                .header("Authorization", "Bearer " + keys.key(Scope.ADMIN))
                .header("Origin", "http://evil.example");
        assertThat(send(foreign).statusCode()).isEqualTo(403);
        assertThat(changes).hasValue(0);
    }

    @Test
    void everyAnswerForbidsWhatThePagesDoNotNeed() throws Exception {
        for (String path : List.of("/", "/api/none", "/style.css")) {
            assertThat(send(get(path))
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void onlyFilesOfThePagesAreSent() throws Exception {
        for (String path : List.of(
                "/../AccessKeys.class",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/vendor/../../http/Guard.class",
                "/page/..;/x.js",
                "/style.css%00.js",
                "/META-INF/MANIFEST.MF",
                "/page//runs.js",
                "/style.CSS")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .matches(answer -> answer.startsWith("HTTP/1.1 400") || answer.startsWith("HTTP/1.1 404"));
        }
        assertThat(send(get("/style.css")).statusCode()).isEqualTo(200);
        assertThat(send(get("/run/0/some-run")).body()).contains("<div id=\"app\">");
    }

    @Test
    void halfSentQuestionsHoldNoThread() throws Exception {
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = connect();
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 127".getBytes(StandardCharsets.UTF_8));
                half.add(socket);
            }
            assertThat(send(get("/")).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void thousandsOfConnectionsLeaveTheServerWhole() throws Exception {
        List<Socket> many = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                many.add(connect());
            }
        } finally {
            for (Socket socket : many) {
                socket.close();
            }
        }
        assertThat(send(get("/")).statusCode()).isEqualTo(200);
    }

    @Test
    void tooLargeBodiesAndHeadersAreRefusedBeforeTheyAreRead() throws Exception {
        String answer = raw("POST /api/things HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + keys.key(Scope.ADMIN) + "\r\nContent-Length: 1073741824\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(raw("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + "x".repeat(64 << 10) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(changes).hasValue(0);
    }

    @Test
    void whatIsNoJsonAndWhatIsNotThereAreSaidAsErrors() throws Exception {
        String admin = "Bearer " + keys.key(Scope.ADMIN);
        assertThat(send(post("/api/things", "{\"a\":").header("Authorization", admin)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).contains("no JSON"));
        assertThat(send(get("/api/none").header("Authorization", admin)).statusCode())
                .isEqualTo(404);
        assertThat(send(get("/api/things").header("Authorization", admin)).statusCode())
                .isEqualTo(405);
        assertThat(send(get("/api/mistake").header("Authorization", admin)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(500))
                .satisfies(answer -> assertThat(answer.body()).contains("a mistake of ours"));
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path.substring(1)));
    }

    private HttpRequest.Builder post(String path, String body) {
        return get(path).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    /** The answer to bytes that no client would send. */
    private String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            byte[] head = in.readNBytes("HTTP/1.1 200".length());
            return new String(head, StandardCharsets.UTF_8);
        }
    }
}
