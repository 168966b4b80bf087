package dev.hone.grader.code;

import dev.hone.grader.python.PythonInterpreter;
import dev.hone.grader.sandbox.Sandbox;
import dev.hone.grader.sandbox.SandboxOptions;
import dev.hone.grader.sandbox.SandboxedProcess;
import java.io.IOException;

/**
 * Starts the programs of this package, always in bubblewrap.
 *
 * @param interpreter that runs them
 * @param options what they may use: no network, no variable, no path
 * @param timeoutSeconds of each
 */
record CodeSandbox(PythonInterpreter interpreter, SandboxOptions options, int timeoutSeconds) {

    SandboxedProcess start(String program) throws IOException {
        Sandbox sandbox = new Sandbox(options, interpreter.readable());
        return sandbox.start(interpreter.command(CodeSandbox.class, program, sandbox.duties()));
    }
}
