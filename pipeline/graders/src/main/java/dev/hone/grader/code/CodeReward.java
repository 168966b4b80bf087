package dev.hone.grader.code;

import dev.hone.grader.python.PythonException;
import dev.hone.grader.python.PythonInterpreter;
import dev.hone.grader.sandbox.SandboxMode;
import dev.hone.grader.sandbox.SandboxOptions;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.UnusableReward;
import java.util.List;
import java.util.Set;

/** {@code code}: the tests of the row that the program in the completion passes. The program always runs in bubblewrap. */
public final class CodeReward implements RewardKind {

    private static final int REVISION = 1;
    private static final int TIMEOUT_SECONDS = 10;
    private static final int MEMORY_MEGABYTES = 512;
    private static final int MAX_PROCESSES = 32;

    @Override
    public String kind() {
        return "code";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        parameters.choice("language", "python", Set.of("python"));
        boolean allOrNothing = parameters
                .choice("score", "fraction", Set.of("fraction", "all"))
                .equals("all");
        CodeTestsReader reader =
                new CodeTestsReader(parameters.text("testsField").orElse(""));
        int timeoutSeconds = (int) parameters.number("timeoutSeconds", TIMEOUT_SECONDS, 1, 3600);
        int memoryMegabytes = (int) parameters.number("memoryMegabytes", MEMORY_MEGABYTES, 64, 1 << 20);
        int workers = (int) parameters.number("workers", Runtime.getRuntime().availableProcessors(), 1, 256);
        String python = parameters.text("python").orElse("python3");
        SandboxOptions options =
                new SandboxOptions(SandboxMode.BWRAP, false, List.of(), List.of(), memoryMegabytes, MAX_PROCESSES);
        options.requireWorking(parameters);
        if (parameters.hasProblems()) {
            return new UnusableReward();
        }
        try {
            CodeSandbox sandbox = new CodeSandbox(PythonInterpreter.find(python), options, timeoutSeconds);
            return new CodeRewardFunction(parameters.version(REVISION), reader, sandbox, allOrNothing, workers);
        } catch (PythonException e) {
            parameters.problem("python", e.getMessage(), e.fix());
            return new UnusableReward();
        }
    }
}
