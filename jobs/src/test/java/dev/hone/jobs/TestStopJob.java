package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.storage.run.FileRunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStopJob {

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void aWarehouseWithARun() throws IOException {
        run = Files.createDirectories(folder.resolve("warehouse/_runs/mail"));
    }

    @Test
    void aLiveRunIsAskedToStop() throws Exception {
        try (FileRunLock live = FileRunLock.take(run, "mail")) {
            HoneProcess.Ended ended = stop("mail", "--json");
            assertThat(live.isHeld()).isTrue();
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).isEqualTo("{\"run\":\"mail\",\"requested\":true,\"live\":true}\n");
            assertThat(ended.code()).isZero();
            assertThat(run.resolve("stop")).isEmptyFile();
            assertThat(stop("mail").out())
                    .isEqualTo("Run mail ends after its current step, with its checkpoint; hone train resumes it.\n");
        }
    }

    @Test
    void aRunThatNobodyWorksOnIsNotAsked() throws Exception {
        HoneProcess.Ended ended = stop("mail");
        assertThat(ended.code()).isEqualTo(99);
        assertThat(ended.err())
                .isEqualTo("error: run mail is not live: no driver works on it, so there is nothing to stop. hone runs"
                        + " shows how it ended\n");
        assertThat(run.resolve("stop")).doesNotExist();
    }

    @Test
    void aRunThatDoesNotExistIsNamed() throws Exception {
        for (String other : new String[] {"letters", "../_runs/mail"}) {
            HoneProcess.Ended ended = stop(other);
            assertThat(ended.code()).isEqualTo(78);
            assertThat(ended.err()).startsWith("error: there is no run " + other + " in ");
        }
    }

    private HoneProcess.Ended stop(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 3];
        all[0] = "stop";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--warehouse";
        all[all.length - 1] = folder.resolve("warehouse").toString();
        return new HoneProcess(folder).hone(all);
    }
}
