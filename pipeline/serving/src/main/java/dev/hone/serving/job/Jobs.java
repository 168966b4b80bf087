package dev.hone.serving.job;

import dev.hone.error.ConfigException;
import dev.hone.error.HoneException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of jobs. One training runs at a time, and beside it one try; others wait in their order. It looks at its jobs twice a second:
 * what it finds in their folders and among the processes is all that it goes by, so a console that starts goes on where one that was
 * killed left off.
 */
public final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int MAX_WAITING = 10;
    private static final int LAST_LINES = 6;

    private final JobStore store;
    private final JobStarter starter;
    private final StopAsker stops;
    private final JobTimes times;
    private final JobsLock lock;
    private final Map<String, Job> unfinished = new LinkedHashMap<>();
    private final ScheduledExecutorService looks;
    /** Whether the lock is ours and the jobs that others left were read. */
    private boolean known;

    /**
     * Goes on with the jobs of a store.
     *
     * @param launcher makes the command of a job's process
     * @param stops asks a training to end after its step
     */
    public Jobs(JobStore store, Launcher launcher, StopAsker stops, JobTimes times) {
        this.store = store;
        this.starter = new JobStarter(launcher);
        this.stops = stops;
        this.times = times;
        this.lock = new JobsLock(store.folder());
        this.looks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "jobs");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused =
                looks.scheduleWithFixedDelay(this::lookSafely, 0, times.lookMillis(), TimeUnit.MILLISECONDS);
    }

    public JobStore store() {
        return store;
    }

    /**
     * Takes a job into the queue.
     *
     * @throws ConfigException where its run is waiting or worked on already, or too many wait
     */
    public synchronized Job start(JobOrder order, String spec) {
        requireKeeper();
        if (order.kind().trains()) {
            requireRoom(order);
        }
        Job job = store.add(order, spec);
        unfinished.put(job.id(), job);
        lookSafely(); // it is kept; what fails now is tried again
        return current(job.id());
    }

    /** Ends a training after its step, and what waits or is only a try at once. What is over stays as it is. */
    public synchronized Job stop(String id) {
        requireKeeper();
        Job job = current(id);
        switch (job.state()) {
            case QUEUED -> change(job, JobChange.to(JobState.ENDED, "taken out of the queue"));
            case STARTING, RUNNING -> {
                if (job.order().kind().trains()) {
                    change(job, asked(job, JobState.STOPPING, "asked to stop after its step"));
                } else {
                    end(job);
                }
            }
            case STOPPING, ENDING, ENDED, FAILED, LOST -> {
                return job;
            }
        }
        look();
        return current(id);
    }

    /** Ends a job's process at once; of a training, the step under way is lost. */
    public synchronized Job end(String id) {
        requireKeeper();
        Job job = current(id);
        if (job.state() == JobState.QUEUED) {
            return stop(id);
        }
        if (job.state().isLive() && job.state() != JobState.ENDING) {
            end(job);
        }
        return current(id);
    }

    /**
     * Puts a training that is over into the queue again: the same specification, the same run.
     *
     * @throws ConfigException where it is not over, is no training, or too many wait
     */
    public synchronized Job resume(String id) {
        requireKeeper();
        Job job = current(id);
        if (!job.state().isOver() || !job.order().kind().trains()) {
            throw new ConfigException("Job " + id + " is " + job.state().word()
                    + " and cannot be resumed. Wait until it is over, or start a new one");
        }
        requireRoom(job.order());
        change(job, JobChange.to(JobState.QUEUED, "resumed"));
        lookSafely();
        return current(id);
    }

    /** Whether this console starts and stops the jobs; else another one does. */
    public synchronized boolean isKeeper() {
        return keeps();
    }

    /** Stops looking; the processes go on. */
    @Override
    public void close() {
        looks.shutdownNow();
        synchronized (this) {
            lock.close();
        }
    }

    private void lookSafely() {
        try {
            look();
        } catch (HoneException e) {
            LOG.error("{}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The jobs cannot be looked at; this is tried again", e);
        }
    }

    /** Sees what has become of the jobs, and starts what is next. */
    private synchronized void look() {
        if (!keeps()) {
            return;
        }
        for (Job job : List.copyOf(unfinished.values())) {
            if (job.state().isLive()) {
                look(job);
            }
        }
        startNext(job -> job.order().kind().trains());
        startNext(job -> !job.order().kind().trains());
    }

    private boolean keeps() {
        if (known) {
            return true;
        }
        if (!lock.take()) {
            return false;
        }
        store.all().stream().filter(job -> !job.state().isOver()).forEach(job -> unfinished.put(job.id(), job));
        known = true;
        return true;
    }

    private void look(Job job) {
        JobFolder folder = store.of(job);
        boolean began = folder.processNumber().isPresent(); // before the process is looked for: it may begin meanwhile
        Optional<JobProcess> process = process(job);
        boolean lives =
                process.filter(JobProcess::works).isPresent(); // before its exit code, which it writes at its end
        Optional<Integer> exitCode = folder.exitCode();
        if (exitCode.isPresent()) {
            change(job, over(job, exitCode.get()));
        } else if (lives) {
            lookAtLiving(job, process.get());
        } else if (began) {
            change(
                    job,
                    JobChange.to(JobState.LOST, "its process is gone without a word; it resumes from its last step"));
        } else if (isOlder(job.startedAt(), times.startMillis())) {
            change(job, JobChange.to(JobState.QUEUED, "the console ended while it started this job"));
        }
    }

    private void lookAtLiving(Job job, JobProcess process) {
        if (job.state() == JobState.STARTING) {
            change(job, JobChange.to(JobState.RUNNING, "").with(process));
        } else if (job.state() == JobState.STOPPING) {
            stops.ask(
                    job.order().warehouse(),
                    job.order().run()); // again: a training that just begins takes an earlier one back
        } else if (job.state() == JobState.ENDING && isOlder(job.last().at(), times.killMillis())) {
            process.kill();
        }
    }

    private JobChange over(Job job, int exitCode) {
        boolean asked = job.state() == JobState.STOPPING || job.state() == JobState.ENDING;
        if (asked) {
            String how = exitCode == 0
                    ? "stopped as asked"
                    : ExitMeaning.isSignal(exitCode) ? "ended as asked" : ExitMeaning.of(exitCode);
            return JobChange.to(JobState.ENDED, how).withExitCode(exitCode);
        }
        if (ExitMeaning.isGood(exitCode)) {
            return JobChange.to(JobState.ENDED, ExitMeaning.of(exitCode)).withExitCode(exitCode);
        }
        String lines = String.join("\n", store.log(job).lastLines(LAST_LINES));
        return JobChange.to(JobState.FAILED, ExitMeaning.of(exitCode) + (lines.isEmpty() ? "" : ":\n" + lines))
                .withExitCode(exitCode);
    }

    private void startNext(Predicate<Job> lane) {
        List<Job> jobs = unfinished.values().stream().filter(lane).toList();
        if (jobs.stream().anyMatch(job -> job.state().isLive())) {
            return;
        }
        jobs.stream()
                .min(Comparator.comparing(Job::queuedAt).thenComparing(Job::id))
                .ifPresent(this::startProcess);
    }

    private void startProcess(Job waiting) {
        store.of(waiting).forgetProcess();
        Job job = change(waiting, JobChange.to(JobState.STARTING, ""));
        try {
            starter.start(job, store.of(job));
        } catch (HoneException e) {
            change(job, JobChange.to(JobState.FAILED, e.getMessage()));
        }
    }

    private void end(Job job) {
        Job ending = change(job, asked(job, JobState.ENDING, "told to end at once"));
        process(ending).ifPresent(JobProcess::terminate);
    }

    private JobChange asked(Job job, JobState state, String reason) {
        JobChange change = JobChange.to(state, reason);
        return process(job).map(change::with).orElse(change);
    }

    private Optional<JobProcess> process(Job job) {
        return job.process()
                .or(() -> store.of(job).processNumber().flatMap(number -> JobProcess.find(number, job.startedAt())));
    }

    private Job change(Job job, JobChange change) {
        Job changed = job.after(change);
        store.of(job).writeStates(changed);
        if (changed.state().isOver()) {
            unfinished.remove(job.id());
        } else {
            unfinished.put(job.id(), changed);
        }
        return changed;
    }

    private Job current(String id) {
        return Optional.ofNullable(unfinished.get(id))
                .or(() -> store.find(id))
                .orElseThrow(() -> new ConfigException("There is no job " + id));
    }

    private void requireRoom(JobOrder order) {
        List<Job> trainings = new ArrayList<>(unfinished.values());
        trainings.removeIf(job -> !job.order().kind().trains());
        for (Job job : trainings) {
            if (job.order().run().equals(order.run()) && job.order().warehouse().equals(order.warehouse())) {
                throw new ConfigException("Run " + order.run() + " is "
                        + job.state().word() + " already, as job " + job.id() + ". Give the new one another name");
            }
        }
        if (trainings.stream().filter(job -> job.state() == JobState.QUEUED).count() >= MAX_WAITING) {
            throw new ConfigException(MAX_WAITING + " jobs wait already. Stop one, or start this one later");
        }
    }

    private void requireKeeper() {
        if (!keeps()) {
            throw new ConfigException("Another console starts and stops the jobs of " + store.folder()
                    + ". Use that one, or give this one a folder of its own by --state");
        }
    }

    private static boolean isOlder(Instant then, long millis) {
        return Duration.between(then, Instant.now()).toMillis() >= millis;
    }
}
