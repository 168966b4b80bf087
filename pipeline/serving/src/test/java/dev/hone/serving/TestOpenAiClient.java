package dev.hone.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hone.policy.serve.ServingSettings;
import dev.hone.serving.deploy.AdapterFolders;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.key.KeyLimits;
import dev.hone.serving.key.KeyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own client, unchanged, in a Python environment that this test makes: it needs PyPI once. */
class TestOpenAiClient {

    private static final String CLIENT = "openai==3.57.0";
    private static final Path REPOSITORY = Path.of(System.getProperty("hone.repository", "../.."));
    private static final Path ENVIRONMENT = REPOSITORY.resolve("build/openai-client");
    private static final Path PYTHON = ENVIRONMENT.resolve("bin/python");

    @TempDir
    private Path state;

    private record Ended(int code, String output) {}

    @Test
    void theOfficialClientReadsEveryAnswerAndError() throws Exception {
        makeEnvironment();
        String key = new KeyStore(ServeSettings.keys(state))
                .create("client", Set.of(Scope.INFER), Optional.empty(), KeyLimits.NONE);
        ServeSettings settings = new ServeSettings(
                "127.0.0.1",
                0,
                state,
                List.of(REPOSITORY.resolve("conf/demo-policy")),
                new AdapterFolders(List.of()),
                Optional.empty(),
                new ServingSettings(8, 64 << 20, 16 << 20, 64, 1, 2),
                false);
        Path script = state.resolve("openai_client.py");
        Files.write(
                script,
                TestOpenAiClient.class.getResourceAsStream("openai_client.py").readAllBytes());
        try (ConsoleServer server = PolicyServer.start(settings, List.of(), Map.of())) {
            Ended ended = run(120, PYTHON.toString(), script.toString(), server.url() + "v1", key);
            assertThat(ended.output()).isEqualTo("all of it\n");
            assertThat(ended.code()).isZero();
        }
    }

    private static void makeEnvironment() throws IOException, InterruptedException {
        assumeThat(run(60, "python3", "-c", "import ensurepip, venv").code())
                .as("python3 has no venv: apt-get install python3-venv")
                .isZero();
        if (!Files.exists(PYTHON)
                || run(60, PYTHON.toString(), "-c", "import openai").code() != 0) {
            assertThat(run(120, "python3", "-m", "venv", ENVIRONMENT.toString()))
                    .extracting(Ended::code)
                    .isEqualTo(0);
            Ended installed = run(
                    300, PYTHON.toString(), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", CLIENT);
            assumeThat(installed.code())
                    .as("the client cannot be fetched: " + installed.output())
                    .isZero();
        }
    }

    private static Ended run(int seconds, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
