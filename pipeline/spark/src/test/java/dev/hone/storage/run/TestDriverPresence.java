package dev.hone.storage.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.ChildJvm;
import dev.hone.error.ConfigException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDriverPresence {

    @TempDir
    private Path folder;

    @TempDir
    private Path logs;

    @Test
    void aRunWhoseLockIsHeldIsWorkedOn() {
        assertThat(presence()).isEqualTo(DriverPresence.GONE);
        try (RunLock lock = RunLock.take(folder.toString(), "r", new Configuration(false))) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(presence()).isEqualTo(DriverPresence.WORKING);
        }
        assertThat(presence()).isEqualTo(DriverPresence.GONE);
    }

    @Test
    void aSecondDriverOfThisJvmIsRefusedAndTakesNothingFromTheFirst() throws Exception {
        try (RunLock first = RunLock.take(folder.toString(), "r", new Configuration(false))) {
            assertThat(first.isHeld()).isTrue();
            assertThatThrownBy(() -> RunLock.take(folder + "/.", "r", new Configuration(false)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("Run r is being trained by another driver");
            assertThat(presence()).isEqualTo(DriverPresence.WORKING);
            assertThat(presenceInAnotherProcess("during.log")).endsWith("WORKING");
        }
        assertThat(presenceInAnotherProcess("after.log")).endsWith("GONE");
        RunLock.take(folder.toString(), "r", new Configuration(false)).close();
    }

    @Test
    void aClaimTellsOfAProcessOfThisMachineAlone() {
        String self = ManagementFactory.getRuntimeMXBean().getName();
        assertThat(RunClaim.presence("process " + self + ", since 2026-01-01T00:00:00Z"))
                .isEqualTo(DriverPresence.WORKING);
        assertThat(RunClaim.presence("process " + self.replaceFirst("\\d+", "999999999") + ", since x"))
                .isEqualTo(DriverPresence.GONE);
        assertThat(RunClaim.presence("process 1@elsewhere, since x")).isEqualTo(DriverPresence.UNKNOWN);
        assertThat(RunClaim.presence("what an earlier version wrote")).isEqualTo(DriverPresence.UNKNOWN);
    }

    @Test
    void onlyARunThatIsRecordedAsRunningCanBeInterrupted() {
        assertThat(stateNow("running")).isEqualTo("interrupted");
        assertThat(stateNow("completed")).isEqualTo("completed");
        try (RunLock lock = RunLock.take(folder.toString(), "r", new Configuration(false))) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(stateNow("running")).isEqualTo("running");
            assertThat(stateNow("failed")).isEqualTo("failed");
        }
    }

    private String stateNow(String recorded) {
        return DriverPresence.stateNow(recorded, folder.toString(), new Configuration(false));
    }

    /** What the system's lock says, which only another process can see. */
    private String presenceInAnotherProcess(String log) throws Exception {
        Path printed = logs.resolve(log);
        Process process = ChildJvm.start(Presence.class, printed, folder.toString());
        assertThat(process.waitFor()).isZero();
        return ChildJvm.output(printed).strip();
    }

    /** A program that prints whether a run is worked on. */
    static final class Presence {
        public static void main(String[] args) {
            System.out.println(DriverPresence.of(args[0], new Configuration(false)));
        }
    }

    private DriverPresence presence() {
        return DriverPresence.of(folder.toString(), new Configuration(false));
    }
}
