package dev.hone.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.error.HoneException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestMemoryShortage {

    @Test
    void whatLibtorchAskedForIsSaid() {
        RuntimeException failed = new RuntimeException(
                "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 4398046511104 bytes. Error code 12 (Cannot allocate memory)");
        failed.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("ai.djl.pytorch.jni.PyTorchLibrary", "moduleRunMethod", null, -2),
            new StackTraceElement("dev.hone.update.PolicyPass", "run", "PolicyPass.java", 10)
        });
        assertThat(message(new IllegalStateException("Job aborted", failed)))
                .startsWith(
                        "there was not enough memory in the update of the policy: libtorch asked for 4,398.0 GB more")
                .contains("train.microBatchTokens");
    }

    @Test
    void anExecutorThatWasEndedForItsMemoryIsRecognised() {
        assertThat(message(new IllegalStateException(
                        "Job aborted due to stage failure: ExecutorLostFailure (executor 1 exited caused by one of the running"
                                + " tasks) Reason: Container killed by YARN for exceeding physical memory limits.")))
                .contains("spark.executor.memoryOverhead");
        assertThat(message(new IllegalStateException("Reason: Command exited with code 137")))
                .contains("spark.executor.memory");
    }

    @Test
    void anotherErrorIsNone() {
        assertThat(MemoryShortage.in(new IllegalStateException("exit code 1", new RuntimeException())))
                .isEmpty();
    }

    private static String message(Throwable thrown) {
        Optional<HoneException> error = MemoryShortage.in(thrown);
        return error.orElseThrow().getMessage();
    }
}
