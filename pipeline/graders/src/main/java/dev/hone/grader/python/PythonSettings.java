package dev.hone.grader.python;

import dev.hone.grader.sandbox.SandboxOptions;
import dev.hone.reward.RewardFile;
import dev.hone.reward.RewardParameters;
import java.util.Optional;
import java.util.Set;

/**
 * How Python runs.
 *
 * @param interpreter a path, or a name that is sought on the PATH
 * @param requirements what the interpreter must have installed; empty where it is taken as it is
 * @param workers processes at most, at least 1
 * @param timeoutSeconds for each request, at least 1
 * @param sandbox what the processes may use
 */
public record PythonSettings(
        String interpreter,
        Optional<RewardFile> requirements,
        int workers,
        int timeoutSeconds,
        SandboxOptions sandbox) {

    /** The parameters that name files, for {@link dev.hone.reward.RewardKind#files}. */
    public static final Set<String> FILES = Set.of("requirements");

    private static final String PYTHON = "python3";
    private static final int TIMEOUT_SECONDS = 30;
    private static final int MAX_STANDARD_WORKERS = 4;

    public PythonSettings {
        if (workers < 1 || timeoutSeconds < 1) {
            throw new IllegalArgumentException(
                    "workers and timeoutSeconds must be at least 1, got " + workers + " and " + timeoutSeconds);
        }
    }

    /** The first python3 of the PATH in the standard sandbox. */
    public static PythonSettings standard() {
        return new PythonSettings(
                PYTHON, Optional.empty(), standardWorkers(), TIMEOUT_SECONDS, SandboxOptions.standard());
    }

    /** The same with another time limit. */
    public PythonSettings withTimeoutSeconds(int seconds) {
        return new PythonSettings(interpreter, requirements, workers, seconds, sandbox);
    }

    /** The same with another number of processes. */
    public PythonSettings withWorkers(int number) {
        return new PythonSettings(interpreter, requirements, number, timeoutSeconds, sandbox);
    }

    /** The same in another sandbox. */
    public PythonSettings withSandbox(SandboxOptions other) {
        return new PythonSettings(interpreter, requirements, workers, timeoutSeconds, other);
    }

    /** Reads {@code python}, {@code requirements}, {@code workers}, {@code timeoutSeconds} and what {@link SandboxOptions#read} reads. */
    public static PythonSettings read(RewardParameters parameters) {
        return new PythonSettings(
                parameters.text("python").orElse(PYTHON),
                parameters.file("requirements"),
                (int) parameters.number("workers", standardWorkers(), 1, 256),
                (int) parameters.number("timeoutSeconds", TIMEOUT_SECONDS, 1, 86_400),
                SandboxOptions.read(parameters));
    }

    private static int standardWorkers() {
        return Math.min(MAX_STANDARD_WORKERS, Runtime.getRuntime().availableProcessors());
    }
}
