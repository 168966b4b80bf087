package dev.hone.grader.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.grader.sandbox.SandboxMode;
import dev.hone.grader.sandbox.SandboxOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestPythonPool {

    private static final PythonSettings SETTINGS =
            PythonSettings.standard().withWorkers(1).withTimeoutSeconds(20);

    @BeforeEach
    void needsBubblewrap() {
        InstalledSandbox.assume();
    }

    @ParameterizedTest
    @EnumSource(SandboxMode.class)
    void callsAFunctionOfAFileInEachSandbox(SandboxMode mode) throws Exception {
        SandboxOptions sandbox = SandboxOptions.standard().withMode(mode);
        try (PythonPool pool =
                open("def add(a, b=1):\n    print('adding', a)\n    return a + b", SETTINGS.withSandbox(sandbox))) {
            assertThat(pool.functions()).hasToString("[add(a, b)]");

            List<PythonResult> results = pool.call(
                    "add",
                    List.of(
                            PythonCall.of(IntNode.valueOf(1), IntNode.valueOf(2)),
                            PythonCall.named(Map.of("a", IntNode.valueOf(5)))));

            assertThat(results).extracting(TestPythonPool::text).containsExactly("3", "6");
            assertThat(results).extracting(PythonResult::printed).containsExactly("adding 1\n", "adding 5\n");
        }
    }

    @Test
    void whatACallRaisesConcernsThatCallAlone() throws Exception {
        try (PythonPool pool = open("def half(n):\n    return 1 / n", SETTINGS)) {
            List<PythonResult> results = pool.call("half", List.of(call(0), call(2)));

            assertThat(results)
                    .extracting(TestPythonPool::text)
                    .containsExactly("raised: ZeroDivisionError: division by zero (my_reward.py, line 2)", "0.5");
        }
    }

    @Test
    void aCallThatHangsCostsItselfAlone() throws Exception {
        String source = "import time\ndef wait(n):\n    time.sleep(10 ** 6 if n == 0 else 0)\n    return n";
        try (PythonPool pool = open(source, SETTINGS.withTimeoutSeconds(1))) {
            assertThat(pool.call("wait", List.of(call(1), call(0), call(2))))
                    .extracting(TestPythonPool::text)
                    .containsExactly("1", "timeout: no reply within 1 s", "2");
        }
    }

    @Test
    void anInterruptKillsTheProcessAndGivesItsPlaceBack() throws Exception {
        String source = "import time\ndef wait(n):\n    time.sleep(10 ** 6 if n == 0 else 0)\n    return n";
        try (PythonPool pool = open(source, SETTINGS.withTimeoutSeconds(600))) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                begun.countDown();
                try {
                    pool.call("wait", List.of(call(0)));
                } catch (InterruptedException e) {
                    thrown.set(e);
                }
            });
            caller.start();
            begun.await();
            caller.interrupt();
            caller.join(TimeUnit.SECONDS.toMillis(20));

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(pool.call("wait", List.of(call(7))))
                    .extracting(TestPythonPool::text)
                    .containsExactly("7");
        }
    }

    @Test
    void processesAndThreadsOfACallAreBounded() throws Exception {
        String source =
                "import os, time\ndef fork(n):\n    made = 0\n    try:\n        for _ in range(n):\n            if os.fork() == 0:\n"
                        + "                time.sleep(600)\n            made += 1\n    except OSError:\n        pass\n    return made";
        SandboxOptions sandbox = SandboxOptions.standard().withMaxProcesses(10);
        try (PythonPool pool = open(source, SETTINGS.withSandbox(sandbox))) {
            List<PythonResult> first = pool.call("fork", List.of(call(30)));
            List<PythonResult> second = pool.call("fork", List.of(call(30)));

            assertThat(text(first.get(0)))
                    .as("10, less the worker and perhaps its parent")
                    .isIn("8", "9");
            assertThat(text(second.get(0)))
                    .as("children of the first call are ended")
                    .isEqualTo(text(first.get(0)));
        }
    }

    @Test
    void onlyVariablesThatAreNamedAreThere() throws Exception {
        String source = "import os\ndef names():\n    return sorted(os.environ)";
        SandboxOptions sandbox =
                new SandboxOptions(SandboxMode.BWRAP, false, List.of("PATH", "NO_SUCH"), List.of(), 512, 64);
        try (PythonPool pool = open(source, SETTINGS.withSandbox(sandbox))) {
            assertThat(pool.call("names", List.of(PythonCall.of())))
                    .extracting(TestPythonPool::text)
                    .containsExactly("[\"HOME\", \"LANG\", \"PATH\", \"PWD\", \"TMPDIR\"]");
        }
    }

    @Test
    void aFileThatCannotBeImportedSaysWhy() {
        assertThatThrownBy(() -> open("import no_such_module", SETTINGS))
                .isInstanceOf(PythonException.class)
                .hasMessage(
                        "import_failed: ModuleNotFoundError: No module named 'no_such_module' (my_reward.py, line 1)");
        assertThatThrownBy(() -> open("def f(:\n  pass", SETTINGS))
                .hasMessageContaining("SyntaxError")
                .hasMessageContaining("line 1");
    }

    @Test
    void anInterpreterThatIsNotThereSaysSo() {
        PythonSettings none =
                new PythonSettings("no-such-python", SETTINGS.requirements(), 1, 1, SandboxOptions.standard());

        assertThatThrownBy(() -> open("", none))
                .hasMessageContaining("not_started")
                .hasMessageContaining("no-such-python");
    }

    private static PythonPool open(String source, PythonSettings settings) throws PythonException {
        return PythonPool.open(new PythonSource("my_reward.py", source), settings);
    }

    private static PythonCall call(int n) {
        return PythonCall.of(IntNode.valueOf(n));
    }

    /** What came back, as JSON, or the failure. */
    static String text(PythonResult result) {
        return result instanceof PythonResult.Returned returned
                ? new String(returned.json(), StandardCharsets.UTF_8)
                : ((PythonResult.Failed) result).failure().toString();
    }
}
