package dev.hone.serving.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process on this machine. Numbers are used again, so the instant of its start belongs to it.
 *
 * @param pid its number
 * @param startedAt as the operating system tells it, within a second or so: it is counted from the machine's start
 */
public record JobProcess(long pid, Instant startedAt) {

    private static final Duration CLOCK_ERROR = Duration.ofSeconds(2);

    /** This process. */
    public static JobProcess current() {
        ProcessHandle handle = ProcessHandle.current();
        return new JobProcess(handle.pid(), handle.info().startInstant().orElseGet(Instant::now));
    }

    /** The process of a number, if it lives and did not start before an instant. */
    static Optional<JobProcess> find(long pid, Instant notBefore) {
        return ProcessHandle.of(pid)
                .filter(JobProcess::lives)
                .flatMap(handle -> handle.info().startInstant())
                .filter(start -> !start.isBefore(notBefore.minus(CLOCK_ERROR)))
                .map(start -> new JobProcess(pid, start));
    }

    /** Itself, if it lives. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(JobProcess::lives).filter(handle -> handle.info()
                .startInstant()
                .filter(start -> Duration.between(start, startedAt).abs().compareTo(CLOCK_ERROR) <= 0)
                .isPresent());
    }

    /** One that is dead, but that nobody has buried, runs no program. */
    static boolean lives(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    /** Whether it lives, or the program that it started: who kills only the former leaves the latter at work. */
    boolean works() {
        return handle().isPresent() || !orphans().isEmpty();
    }

    /** Tells the program that it started to end; itself it ends after that, since it writes down how the program ended. */
    void terminate() {
        handle().map(ProcessHandle::children)
                .orElseGet(() -> orphans().stream())
                .forEach(ProcessHandle::destroy);
    }

    /** Ends the program, and all that this has started, where it does not listen. */
    void kill() {
        handle().map(ProcessHandle::descendants)
                .orElseGet(() -> orphans().stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** What it has left behind in its session; none while its number is that of a process that lives, itself or a later one. */
    private List<ProcessHandle> orphans() {
        return ProcessHandle.of(pid).filter(JobProcess::lives).isPresent() ? List.of() : new Session(pid).processes();
    }
}
