package dev.hone.grader.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.code.CodeTests.OfFunctions;
import dev.hone.grader.sandbox.SandboxedProcess;
import dev.hone.grader.sandbox.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A program in one process and its tests in another: this one carries the calls of the tests over, and keeps what the tests say. */
final class FunctionTrial {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 16 << 20;

    /** Before what the tests say; all else is for the program. */
    private static final byte VERDICT = '!';

    private final CodeSandbox sandbox;
    private final List<TestVerdict> verdicts = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger planned = new AtomicInteger();

    private FunctionTrial(CodeSandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** @throws IllegalArgumentException where the tests cannot be run, whatever the program is */
    static CodeVerdicts run(CodeSandbox sandbox, String program, OfFunctions tests)
            throws IOException, InterruptedException {
        return new FunctionTrial(sandbox).run(program, tests);
    }

    private CodeVerdicts run(String program, OfFunctions tests) throws IOException, InterruptedException {
        try (SandboxedProcess solution = sandbox.start("solution.py");
                SandboxedProcess testing = sandbox.start("tests.py")) {
            JsonNode begun = TimeLimit.within(sandbox.timeoutSeconds(), () -> begin(solution, program));
            if (begun.has("raised")) {
                return CodeVerdicts.none(begun.path("raised").asText() + ": "
                        + begun.path("message").asText());
            }
            testing.send(JSON.writeValueAsBytes(tests.task().set("names", begun.path("names"))));
            TimeLimit.within(sandbox.timeoutSeconds(), () -> carry(testing, solution));
        } catch (TimeoutException e) {
            verdicts.add(new TestVerdict("the program", false, "takes longer than " + sandbox.timeoutSeconds() + " s"));
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
        List<TestVerdict> ended = List.copyOf(verdicts);
        return new CodeVerdicts(ended, Math.max(ended.size(), Math.max(1, planned.get())));
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof IllegalArgumentException unusable) {
            throw unusable;
        }
        return new IOException("the tests cannot be run: " + cause.getMessage(), cause);
    }

    /** The names of the program, or what it raises. */
    private static JsonNode begin(SandboxedProcess solution, String program) throws IOException, InterruptedException {
        try {
            solution.send(JSON.writeValueAsBytes(JSON.createObjectNode().put("source", program)));
            return JSON.readTree(solution.receive(MAX_BYTES));
        } catch (IOException e) {
            return gone(solution, "");
        }
    }

    private Void carry(SandboxedProcess testing, SandboxedProcess solution) throws IOException, InterruptedException {
        while (true) {
            byte[] message = testing.receive(MAX_BYTES);
            if (message.length == 0 || message[0] != VERDICT) {
                testing.send(answer(solution, message));
                continue;
            }
            JsonNode said = JSON.readTree(Arrays.copyOfRange(message, 1, message.length));
            if (said.has("unusable")) {
                throw new IllegalArgumentException(
                        "the tests cannot be run: " + said.path("unusable").asText());
            }
            if (said.has("done")) {
                return null;
            }
            if (said.has("planned")) {
                planned.set(said.path("planned").asInt());
            } else {
                verdicts.add(new TestVerdict(
                        said.path("test").asText(),
                        said.path("passed").asBoolean(),
                        said.path("message").asText()));
            }
        }
    }

    private static byte[] answer(SandboxedProcess solution, byte[] request) throws IOException, InterruptedException {
        try {
            solution.send(request);
            return solution.receive(MAX_BYTES);
        } catch (IOException e) {
            return gone(solution, "the program is gone").toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static ObjectNode gone(SandboxedProcess solution, String words) throws InterruptedException {
        String end = solution.end().toString();
        return JSON.createObjectNode()
                .put("raised", "RuntimeError")
                .put("message", words.isEmpty() ? "it ended the process (" + end + ")" : words + " (" + end + ")")
                .set("arguments", JSON.createArrayNode());
    }
}
