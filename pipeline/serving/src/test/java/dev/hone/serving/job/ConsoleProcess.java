package dev.hone.serving.job;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A console that a test can kill: starts a job in a folder, brings it to a state, says its id and waits for its end. */
final class ConsoleProcess {

    private ConsoleProcess() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        JobState wanted = JobState.of(args[1]);
        String what = args[2];
        Jobs jobs = new Jobs(
                new JobStore(folder),
                Child.launcher(folder.resolveSibling("stop")),
                (warehouse, run) -> {}, // the request is lost with this console
                JobTimes.USUAL);
        Job first = jobs.start(Child.order("first"), what);
        Job job = wanted == JobState.QUEUED ? jobs.start(Child.order("second"), what) : first;
        while (jobs.store().find(first.id()).orElseThrow().state() != JobState.RUNNING) {
            Thread.onSpinWait();
        }
        if (wanted == JobState.STOPPING) {
            jobs.stop(job.id());
        } else if (wanted == JobState.ENDING) {
            jobs.end(job.id());
        }
        System.out.println(job.id());
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
