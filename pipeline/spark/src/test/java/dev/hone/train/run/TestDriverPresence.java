package dev.hone.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDriverPresence {

    @TempDir
    private Path folder;

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
    void aClaimTellsOfAProcessOfThisMachineAlone() {
        String self = ManagementFactory.getRuntimeMXBean().getName();
        assertThat(RunClaim.presence("process " + self + ", since 2026-01-01T00:00:00Z"))
                .isEqualTo(DriverPresence.WORKING);
        assertThat(RunClaim.presence("process " + self.replaceFirst("\\d+", "999999999") + ", since x"))
                .isEqualTo(DriverPresence.GONE);
        assertThat(RunClaim.presence("process 1@elsewhere, since x")).isEqualTo(DriverPresence.UNKNOWN);
        assertThat(RunClaim.presence("what an earlier version wrote")).isEqualTo(DriverPresence.UNKNOWN);
    }

    private DriverPresence presence() {
        return DriverPresence.of(folder.toString(), new Configuration(false));
    }
}
