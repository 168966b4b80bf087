package dev.hone.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestExitCall {

    private static final StackTraceElement SHUTDOWN = frame("java.lang.Shutdown", "exit");
    private static final StackTraceElement RUNTIME = frame("java.lang.Runtime", "exit");
    private static final StackTraceElement SYSTEM = frame("java.lang.System", "exit");

    @Test
    void theCodeThatExitsIsNamed() {
        List<StackTraceElement> idle = List.of(frame("java.lang.Thread", "sleep"), frame("a.Waiting", "run"));
        List<StackTraceElement> exiting =
                List.of(SHUTDOWN, RUNTIME, SYSTEM, frame("a.Reward", "score"), frame("b.B", "x"));
        assertThat(ExitCall.find(List.of(idle, exiting))).contains("a.Reward.score (A.java:7)");
    }

    @Test
    void signalsAndSparkEndTheProcessWithTheirOwnCodes() {
        List<StackTraceElement> signal = List.of(SHUTDOWN, frame("java.lang.Terminator$1", "handle"));
        List<StackTraceElement> spark =
                List.of(SHUTDOWN, RUNTIME, SYSTEM, frame("org.apache.spark.deploy.SparkSubmit$$anon$2", "apply"));
        assertThat(ExitCall.find(List.of(signal, spark))).isEmpty();
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, "A.java", 7);
    }
}
