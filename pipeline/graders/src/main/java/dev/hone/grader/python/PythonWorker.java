package dev.hone.grader.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.sandbox.ProcessEnd;
import dev.hone.grader.sandbox.SandboxedProcess;
import dev.hone.grader.sandbox.TimeLimit;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/** One process with a file loaded. One caller at a time; after a failure it is dead. */
final class PythonWorker implements AutoCloseable {

    /** More than a worker sends of its own accord. */
    private static final int MAX_ANSWER_BYTES = 16_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SandboxedProcess process;

    private PythonWorker(SandboxedProcess process) {
        this.process = process;
    }

    /** An answer: a head, and the bytes that it speaks of. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Answer(JsonNode head, byte[] frame, int bodyStart) {}

    /** Waits until the process is there. */
    static PythonWorker greet(SandboxedProcess process, int timeoutSeconds)
            throws PythonException, InterruptedException {
        PythonWorker worker = new PythonWorker(process);
        try {
            worker.answer(timeoutSeconds);
            return worker;
        } catch (WorkerLostException e) {
            throw new PythonException(
                    new PythonFailure(
                            PythonFailure.NOT_STARTED,
                            "Python did not start: " + e.failure().message()),
                    "Correct what it says");
        }
    }

    /** Loads the file; returns the functions that it holds. */
    List<PythonSignature> load(PythonSource source, int timeoutSeconds) throws PythonException, InterruptedException {
        String fix = "Correct the file, or install what it imports (requirements: requirements.txt)";
        try {
            JsonNode head = ask(
                            JSON.createObjectNode().put("name", source.name()).put("source", source.text()),
                            timeoutSeconds)
                    .head();
            if (head.has("error")) {
                close();
                throw new PythonException(
                        new PythonFailure(
                                head.path("error").asText(),
                                head.path("message").asText()),
                        fix);
            }
            return StreamSupport.stream(head.path("functions").spliterator(), false)
                    .map(PythonSignature::of)
                    .toList();
        } catch (WorkerLostException e) {
            throw new PythonException(
                    new PythonFailure(
                            PythonFailure.IMPORT_FAILED, source.name() + " cannot be imported: " + e.failure()),
                    fix);
        }
    }

    /** Calls a function several times; one result for each call. */
    PythonResult[] call(String function, List<PythonCall> calls, int timeoutSeconds)
            throws WorkerLostException, InterruptedException {
        ObjectNode request = JSON.createObjectNode().put("function", function).put("seconds", timeoutSeconds);
        calls.stream().map(PythonCall::json).forEach(request.putArray("calls")::add);
        Answer answer = ask(request, timeoutSeconds);
        PythonResult[] results = new PythonResult[calls.size()];
        int place = answer.bodyStart();
        for (int i = 0; i < results.length; i++) {
            JsonNode head = answer.head().path("results").path(i);
            int end = place + head.path("bytes").asInt();
            results[i] = result(head, Arrays.copyOfRange(answer.frame(), place, end));
            place = end;
        }
        return results;
    }

    private static PythonResult result(JsonNode head, byte[] body) {
        String printed = head.path("printed").asText();
        return head.has("bytes")
                ? new PythonResult.Returned(body, printed)
                : new PythonResult.Failed(
                        new PythonFailure(
                                head.path("error").asText(),
                                head.path("message").asText()),
                        printed);
    }

    private Answer ask(JsonNode request, int timeoutSeconds) throws WorkerLostException, InterruptedException {
        return exchange(
                () -> {
                    process.send(JSON.writeValueAsBytes(request));
                    return read();
                },
                timeoutSeconds);
    }

    private Answer answer(int timeoutSeconds) throws WorkerLostException, InterruptedException {
        return exchange(this::read, timeoutSeconds);
    }

    private Answer exchange(Callable<Answer> exchange, int timeoutSeconds)
            throws WorkerLostException, InterruptedException {
        boolean done = false;
        try {
            Answer given = TimeLimit.within(timeoutSeconds, exchange);
            done = true;
            return given;
        } catch (TimeoutException e) {
            throw new WorkerLostException(
                    new PythonFailure(PythonFailure.TIMEOUT, "no reply within " + timeoutSeconds + " s"));
        } catch (ExecutionException e) {
            throw lost(e.getCause());
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private WorkerLostException lost(Throwable cause) throws InterruptedException {
        if (cause instanceof SandboxedProcess.TooLargeException) {
            return new WorkerLostException(new PythonFailure(PythonFailure.OUTPUT_TOO_LARGE, cause.getMessage()));
        }
        if (!(cause instanceof IOException)) {
            throw new IllegalStateException("cannot talk to a Python process", cause);
        }
        ProcessEnd end = process.end();
        String said = process.errors();
        String errors = said.isEmpty() ? "" : "; it said: " + said;
        return new WorkerLostException(
                end.bySignal()
                        ? new PythonFailure(PythonFailure.CRASHED, end + errors)
                        : new PythonFailure(PythonFailure.EXITED, end + " without a reply" + errors));
    }

    private Answer read() throws IOException {
        byte[] frame = process.receive(MAX_ANSWER_BYTES);
        int newline = 0;
        while (newline < frame.length && frame[newline] != '\n') {
            newline++;
        }
        if (newline == frame.length) {
            throw new EOFException("an answer without a head");
        }
        return new Answer(JSON.readTree(frame, 0, newline), frame, newline + 1);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process is gone, and what it was asked with it. */
    static final class WorkerLostException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient PythonFailure failure;

        WorkerLostException(PythonFailure failure) {
            super(failure.toString());
            this.failure = failure;
        }

        PythonFailure failure() {
            return failure;
        }
    }
}
