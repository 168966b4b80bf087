package dev.hone.grader.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.grader.sandbox.SandboxMode;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestEndOfTheJvm {

    private static final Duration AT_WORK = Duration.ofSeconds(1);

    @BeforeEach
    void needsBubblewrap() {
        InstalledSandbox.assume();
    }

    @ParameterizedTest
    @EnumSource(SandboxMode.class)
    void noWorkerOutlivesAJvmThatIsKilled(SandboxMode mode) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PoolProcess.class.getName(),
                        mode.name())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        try {
            while (jvm.isAlive() && jvm.descendants().noneMatch(TestEndOfTheJvm::isAtWork)) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            List<ProcessHandle> workers = jvm.descendants().toList();

            jvm.destroyForcibly().waitFor();

            assertThat(workers).isNotEmpty().allSatisfy(worker -> worker.onExit()
                    .get(20, TimeUnit.SECONDS));
        } finally {
            jvm.descendants().forEach(ProcessHandle::destroyForcibly);
            jvm.destroyForcibly();
        }
    }

    /** Python has begun by then, and is in the loop that does not end. */
    private static boolean isAtWork(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .filter(used -> used.compareTo(AT_WORK) > 0)
                .isPresent();
    }
}
