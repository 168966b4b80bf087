package dev.hone.grader.code;

import dev.hone.grader.code.CodeTests.Pair;
import dev.hone.grader.sandbox.ProcessEnd;
import dev.hone.grader.sandbox.SandboxedProcess;
import dev.hone.grader.sandbox.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A program that reads standard input, run once for each pair. It never sees the output that is expected. */
record PairTrial(CodeSandbox sandbox) {

    private static final int MAX_OUTPUT_BYTES = 1 << 20;

    CodeVerdicts run(String program, List<Pair> pairs) throws IOException, InterruptedException {
        List<TestVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            String message = failure(program, pairs.get(i));
            verdicts.add(new TestVerdict("input " + (i + 1), message.isEmpty(), message));
        }
        return new CodeVerdicts(verdicts, pairs.size());
    }

    private String failure(String program, Pair pair) throws IOException, InterruptedException {
        try (SandboxedProcess process = sandbox.start("program.py")) {
            byte[] output = TimeLimit.within(sandbox.timeoutSeconds(), () -> {
                write(process, program, pair.input());
                return process.output(MAX_OUTPUT_BYTES);
            });
            if (output.length > MAX_OUTPUT_BYTES) {
                return "it writes more than " + MAX_OUTPUT_BYTES + " bytes";
            }
            String written = new String(output, StandardCharsets.UTF_8);
            if (pair.isMetBy(written)) {
                return "";
            }
            ProcessEnd end = process.end();
            String ended = end.equals(ProcessEnd.GOOD) ? "" : " (" + end + ": " + process.errors() + ")";
            return "it writes " + (written.isBlank() ? "nothing" : written.strip()) + ended;
        } catch (TimeoutException e) {
            return "it takes longer than " + sandbox.timeoutSeconds() + " s";
        } catch (ExecutionException e) {
            throw new IOException("cannot run a program: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void write(SandboxedProcess process, String program, String input) {
        try {
            process.send(program.getBytes(StandardCharsets.UTF_8));
            process.finish(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return; // it does not read to the end of its input: what it wrote counts
        }
    }
}
