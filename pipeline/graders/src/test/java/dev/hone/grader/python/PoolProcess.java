package dev.hone.grader.python;

import dev.hone.grader.sandbox.SandboxMode;
import dev.hone.grader.sandbox.SandboxOptions;
import java.util.List;

/** A process that calls a function that never returns. */
public final class PoolProcess {

    private PoolProcess() {}

    public static void main(String[] arguments) throws Exception {
        SandboxOptions sandbox = SandboxOptions.standard().withMode(SandboxMode.valueOf(arguments[0]));
        PythonSettings settings =
                PythonSettings.standard().withTimeoutSeconds(600).withSandbox(sandbox);
        PythonPool.open(new PythonSource("loop.py", "def loop():\n    while True:\n        pass"), settings)
                .call("loop", List.of(PythonCall.of()));
    }
}
