package dev.hone.serving.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as its folder tells it.
 *
 * @param id also the name of its folder
 * @param changes every state that it was in, in order; the last one is its state now
 */
public record Job(String id, JobOrder order, List<JobChange> changes) {

    public Job {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("job " + id + " has no state");
        }
    }

    /** Its last change. */
    public JobChange last() {
        return changes.get(changes.size() - 1);
    }

    public JobState state() {
        return last().state();
    }

    /** When it was last put into the queue. */
    Instant queuedAt() {
        return lastOf(JobState.QUEUED).orElse(changes.get(0)).at();
    }

    /** How often its process was started. */
    public int attempts() {
        return (int) changes.stream()
                .filter(change -> change.state() == JobState.STARTING)
                .count();
    }

    /** When its process was last started. */
    Instant startedAt() {
        return lastOf(JobState.STARTING).orElse(changes.get(0)).at();
    }

    /** The process of its last attempt, where it was seen. */
    Optional<JobProcess> process() {
        return changes.stream()
                .filter(change -> !change.at().isBefore(startedAt()))
                .flatMap(change -> change.process().stream())
                .reduce((earlier, later) -> later);
    }

    private Optional<JobChange> lastOf(JobState state) {
        return changes.stream().filter(change -> change.state() == state).reduce((earlier, later) -> later);
    }

    Job after(JobChange change) {
        List<JobChange> all = new ArrayList<>(changes);
        all.add(change);
        return new Job(id, order, all);
    }
}
