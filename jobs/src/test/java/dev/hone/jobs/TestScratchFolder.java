package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.jobs.process.ScratchFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestScratchFolder {

    private static final int COLLECTIONS = 20;
    private static final long PAUSE_MILLIS = 20;

    @TempDir
    private Path folder;

    /** Uses the folder, collects garbage, and stays. */
    public static final class Collects {

        private Collects() {}

        public static void main(String[] args) throws InterruptedException {
            ScratchFolder.use();
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
                Thread.sleep(PAUSE_MILLIS); // the cleaner of channels is a thread of its own
            }
            System.out.println("collected");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void theFolderStaysLockedAsLongAsItsProcessLives() throws Exception {
        HoneProcess hone = new HoneProcess(folder);
        Process process = hone.start(Collects.class, List.of());
        hone.awaitOutput(process, "collected");
        assertThat(isLocked(hone.temporaryFiles())).isTrue();

        process.destroyForcibly().waitFor();
        assertThat(isLocked(hone.temporaryFiles())).isFalse();
    }

    private static boolean isLocked(Path temporaryFiles) throws IOException {
        try (Stream<Path> folders = Files.list(temporaryFiles);
                FileChannel channel =
                        FileChannel.open(folders.findFirst().orElseThrow().resolve("lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }
}
