package dev.hone.serving.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs as real processes: the queue, stop and end, and what is left after kill -9 of the console, of a job, or of both. */
class TestJobs {

    private static final JobTimes TIMES = new JobTimes(20, 300, 300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path temp;

    private Path stop;
    private JobStore store;
    private Jobs jobs;

    @BeforeEach
    void start() {
        stop = temp.resolve("stop");
        store = new JobStore(temp.resolve("jobs"));
        jobs = console();
    }

    @AfterEach
    void endAll() throws Exception {
        for (Job job : store.all()) {
            if (!job.state().isOver()) {
                jobs.end(job.id());
                await(job.id(), state -> state.state().isOver());
            }
        }
        jobs.close();
    }

    @Test
    void aJobRunsTheCommandWithItsSpecificationAndEnds() throws Exception {
        Job job = await(jobs.start(Child.order("r"), "echo trained; exit 0").id(), JobState.ENDED);
        assertThat(Child.states(job))
                .startsWith(JobState.QUEUED, JobState.STARTING)
                .endsWith(JobState.ENDED);
        assertThat(job.last().exitCode()).hasValue(0);
        assertThat(store.log(job).tail().text())
                .isEqualTo("words: run --spec " + temp.resolve("jobs").resolve(job.id()) + "/spec.yaml\ntrained\n");
    }

    @Test
    void onlyOneTrainingRunsAndTheOthersWaitInTheirOrder() throws Exception {
        Job first = jobs.start(Child.order("first"), Child.WORKS);
        Job second = jobs.start(Child.order("second"), Child.WORKS);
        Job third = jobs.start(Child.order("third"), "exit 0");
        await(first.id(), JobState.RUNNING);
        assertThat(store.find(second.id()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        jobs.stop(first.id());
        await(second.id(), JobState.ENDED); // the request to stop lies there already
        assertThat(await(third.id(), JobState.ENDED).startedAt())
                .isAfter(store.find(second.id()).orElseThrow().last().at());
    }

    @Test
    void aTryDoesNotWaitForATraining() throws Exception {
        Job training = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        Job estimate = await(
                jobs.start(Child.attempt(JobKind.ESTIMATE), "echo 36 steps").id(), JobState.ENDED);
        assertThat(store.log(estimate).tail().text()).contains("words: train --dry-run --spec", "36 steps");
        assertThat(store.find(training.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aJobStopsWhereItsTrainingStopsAndResumesWithTheSameSpecification() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        assertThat(jobs.stop(job.id()).state()).isEqualTo(JobState.STOPPING);
        Job stopped = await(job.id(), JobState.ENDED);
        assertThat(stopped.last().reason()).isEqualTo("stopped as asked");
        Files.delete(stop);
        jobs.resume(job.id());
        Job again = await(job.id(), JobState.RUNNING);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.process()).isPresent().isNotEqualTo(job.process());
        assertThat(again.order()).isEqualTo(job.order());
    }

    @Test
    void whatWaitsIsTakenOutOfTheQueue() throws Exception {
        Job first = await(jobs.start(Child.order("first"), Child.WORKS).id(), JobState.RUNNING);
        Job second = jobs.start(Child.order("second"), Child.WORKS);
        assertThat(jobs.stop(second.id()).last().reason()).contains("taken out of the queue");
        assertThat(store.find(first.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aJobThatDoesNotListenIsKilled() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.DEAF).id(), JobState.RUNNING);
        await(() -> store.log(job).tail().text().contains("deaf"));
        jobs.end(job.id());
        Job ended = await(job.id(), JobState.ENDED);
        assertThat(ended.last().exitCode()).hasValue(137);
        assertThat(ended.last().reason()).isEqualTo("ended as asked");
        assertThat(Child.states(ended)).contains(JobState.ENDING);
    }

    @Test
    void aFailureSaysWhatItsCodeMeansAndHowTheLogEnds() throws Exception {
        Job job = await(
                jobs.start(Child.order("r"), "echo; echo 'train.batchSize: must be at least 1'; exit 78")
                        .id(),
                JobState.FAILED);
        assertThat(job.last().reason())
                .startsWith("it cannot run until what the last lines name is changed:\n")
                .endsWith("\ntrain.batchSize: must be at least 1");
    }

    @Test
    void aJobThatIsKilledFailsAndItsQueueGoesOn() throws Exception {
        Job job = await(jobs.start(Child.order("first"), Child.DEAF).id(), JobState.RUNNING);
        Job next = jobs.start(Child.order("second"), "exit 0");
        await(() -> store.log(job).tail().text().contains("deaf"));
        job.process().orElseThrow().kill();
        assertThat(await(job.id(), JobState.FAILED).last().exitCode()).hasValue(137);
        await(next.id(), JobState.ENDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNNING", "STOPPING", "ENDING"})
    void aJobWhoseProcessesAreAllGoneIsLostAndCanBeResumed(JobState state) throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.DEAF).id(), JobState.RUNNING);
        jobs.close();
        killAll(job);
        store.of(job).writeStates(state == JobState.RUNNING ? job : job.after(JobChange.to(state, "asked")));
        jobs = console();
        await(job.id(), JobState.LOST);
        jobs.resume(job.id());
        assertThat(await(job.id(), JobState.RUNNING).attempts()).isEqualTo(2);
    }

    @Test
    void aTrainingWhoseShellAloneWasKilledIsAtWorkUntilItEnds() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        Job next = jobs.start(Child.order("next"), "exit 0");
        killShell(job);
        Thread.sleep(10 * TIMES.lookMillis());
        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
        assertThat(store.find(next.id()).orElseThrow().state())
                .as("nothing trains beside it")
                .isEqualTo(JobState.QUEUED);
        jobs.close();
        jobs = console();
        jobs.stop(job.id());
        assertThat(Child.states(await(job.id(), JobState.LOST))).contains(JobState.STOPPING);
        await(next.id(), JobState.ENDED);
    }

    @Test
    void aTrainingWhoseShellAloneWasKilledIsEndedAtOnceWhereThatIsAsked() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.DEAF).id(), JobState.RUNNING);
        await(() -> store.log(job).tail().text().contains("deaf"));
        List<ProcessHandle> left = killShell(job);
        jobs.end(job.id());
        await(job.id(), JobState.LOST);
        assertThat(left).noneMatch(JobProcess::lives);
    }

    @Test
    void aFullDiskKeepsTheStateAndNothingIsForgottenWhenThereIsSpaceAgain() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        Path full = fillDisk(job);
        assertThatThrownBy(() -> jobs.stop(job.id()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("No space left on device. See to the disk");
        assertThat(store.find(job.id()).orElseThrow()).isEqualTo(job);
        jobs.close();
        jobs = console();
        assertThat(store.all()).containsExactly(job);
        Files.delete(full);
        jobs.stop(job.id());
        assertThat(await(job.id(), JobState.ENDED).last().reason()).isEqualTo("stopped as asked");
    }

    @Test
    void aJobThatEndsWhileTheDiskIsFullIsOverWhenThereIsSpaceAgain() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        Path full = fillDisk(job);
        Files.writeString(stop, "");
        await(() -> store.of(job).exitCode().isPresent());
        Thread.sleep(10 * TIMES.lookMillis());
        assertThat(store.find(job.id()).orElseThrow()).isEqualTo(job);
        Files.delete(full);
        assertThat(await(job.id(), JobState.ENDED).attempts()).isEqualTo(1);
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheJob() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        JobProcess real = job.process().orElseThrow();
        assertThat(real.handle()).isPresent();
        assertThat(new JobProcess(real.pid(), real.startedAt().minusSeconds(60)).handle())
                .isEmpty();
        assertThat(JobProcess.find(real.pid(), Instant.now().plusSeconds(60))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "RUNNING", "STOPPING", "ENDING"})
    void aKilledConsoleForgetsNothing(JobState state) throws Exception {
        jobs.close();
        String what = state == JobState.ENDING ? Child.DEAF : Child.WORKS;
        Process console = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ConsoleProcess.class.getName(),
                        store.folder().toString(),
                        state.word(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String id;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(console.getInputStream(), StandardCharsets.UTF_8))) {
            id = out.readLine();
        } finally {
            console.destroyForcibly().waitFor();
        }
        Job left = store.find(id).orElseThrow();
        assertThat(left.state()).isEqualTo(state);
        if (state != JobState.QUEUED) {
            assertThat(left.process().orElseThrow().handle())
                    .as("it outlives the console")
                    .isPresent();
        }
        jobs = console();
        switch (state) {
            case QUEUED -> {
                Job first = store.all().get(0);
                jobs.stop(first.id());
                await(first.id(), JobState.ENDED);
                await(id, JobState.ENDED);
            }
            case RUNNING -> {
                jobs.stop(id);
                assertThat(await(id, JobState.ENDED).last().reason()).isEqualTo("stopped as asked");
            }
            case STOPPING ->
                assertThat(await(id, JobState.ENDED).last().reason()).isEqualTo("stopped as asked");
            default -> assertThat(await(id, JobState.ENDED).last().exitCode()).hasValue(137);
        }
        assertThat(store.find(id).orElseThrow().attempts()).isEqualTo(1);
    }

    @Test
    void whatEndedWhileNoConsoleWatchedIsKnown() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        jobs.close();
        Files.writeString(stop, "");
        await(() -> store.of(job).exitCode().isPresent());
        jobs = console();
        assertThat(await(job.id(), JobState.ENDED).last().exitCode()).hasValue(0);
    }

    @Test
    void aJobThatAConsoleWasJustStartingIsStarted() throws Exception {
        jobs.close();
        Job job = store.add(Child.order("r"), "exit 0");
        store.of(job).writeStates(job.after(JobChange.to(JobState.STARTING, "")));
        jobs = console();
        assertThat(Child.states(await(job.id(), JobState.ENDED)))
                .startsWith(JobState.QUEUED, JobState.STARTING, JobState.QUEUED, JobState.STARTING);
    }

    @Test
    void aSecondConsoleOnlyLooksUntilTheFirstIsGone() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        try (Jobs second = console()) {
            assertThat(second.isKeeper()).isFalse();
            assertThat(second.store().all()).extracting(Job::id).containsExactly(job.id());
            assertThatThrownBy(() -> second.stop(job.id()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("--state");
            jobs.close();
            second.stop(job.id());
            await(job.id(), JobState.ENDED);
        }
        jobs = console();
    }

    @Test
    void aRunThatIsWorkedOnIsNotStartedTwice() throws Exception {
        Job job = await(jobs.start(Child.order("r"), Child.WORKS).id(), JobState.RUNNING);
        assertThatThrownBy(() -> jobs.start(Child.order("r"), Child.WORKS))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(job.id());
        assertThatThrownBy(() -> jobs.resume(job.id())).isInstanceOf(ConfigException.class);
    }

    @Test
    void whatCannotBeStartedFails() throws Exception {
        Job job =
                jobs.start(new JobOrder(JobKind.RUN, "r", "/warehouse", temp.resolve("gone"), Instant.now()), "exit 0");
        assertThat(await(job.id(), JobState.FAILED).last().reason()).contains("gone");
    }

    @Test
    void aJobWhoseFilesAreDamagedDoesNotHideTheOthers() throws Exception {
        Job good = store.add(Child.order("good"), "run: good");
        Job damaged = store.add(Child.order("damaged"), "run: damaged");
        Path states = temp.resolve("jobs").resolve(damaged.id()).resolve("states.json");
        byte[] bytes = Files.readAllBytes(states);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 1;
            Files.write(states, flipped);
            assertThat(store.all()).as("byte %d flipped", i).extracting(Job::id).contains(good.id());
        }
    }

    @Test
    void aJobIsFoundInALocaleWithOtherDigitsToo() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            Job job = store.add(Child.order("digits"), "run: digits");
            assertThat(store.find(job.id())).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anIdIsNeverAPath() {
        for (String id : List.of("..", "../jobs", "job-1", "/etc", "job-0000000000000-aaaaa/..", "lock", "")) {
            assertThat(store.find(id)).as(id).isEmpty();
        }
    }

    @Test
    void aLogIsReadByPiecesOfWholeCharactersWithoutEscapes() throws Exception {
        Path file = temp.resolve("log");
        Files.writeString(file, "\u001b[31mred\u001b[0m \u0007bell 日本");
        JobLog log = new JobLog(file);
        assertThat(log.tail().text()).isEqualTo("red bell 日本");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        JobLog.Piece cut = log.from(0);
        assertThat(cut.text()).isEqualTo("red bell 日");
        Files.write(file, whole);
        assertThat(log.from(cut.next()).text()).isEqualTo("本");
        assertThat(log.from(10_000)).isEqualTo(new JobLog.Piece("", whole.length, whole.length));
    }

    private Jobs console() {
        return new Jobs(store, Child.launcher(stop), Child.stops(stop), TIMES);
    }

    /** From now on the states of a job are written to a device that has no space, as they would be on a full disk. */
    private Path fillDisk(Job job) throws Exception {
        return Files.createSymbolicLink(
                temp.resolve("jobs").resolve(job.id()).resolve("states.json.new"), Path.of("/dev/full"));
    }

    private static List<ProcessHandle> killShell(Job job) throws Exception {
        ProcessHandle shell = job.process().flatMap(JobProcess::handle).orElseThrow();
        List<ProcessHandle> children = shell.descendants().toList();
        shell.destroyForcibly();
        shell.onExit().get();
        return children;
    }

    private static void killAll(Job job) throws Exception {
        ProcessHandle shell = job.process().flatMap(JobProcess::handle).orElseThrow();
        List<ProcessHandle> children = shell.descendants().toList();
        shell.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        shell.onExit().get();
    }

    private Job await(String id, JobState state) throws Exception {
        return await(id, job -> job.state() == state);
    }

    private Job await(String id, Predicate<Job> wanted) throws Exception {
        await(() -> store.find(id).filter(wanted).isPresent());
        return store.find(id).orElseThrow();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(Condition condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now())
                    .as(() -> "still " + store.all().stream().map(Job::changes).toList())
                    .isBefore(end);
            Thread.sleep(10);
        }
    }
}
