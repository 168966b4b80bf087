package dev.hone.serving.job;

/**
 * How long things may take.
 *
 * @param lookMillis between two looks at the jobs that go on
 * @param startMillis within which a process that was started must have written its number
 * @param killMillis after which a process that was told to end is killed
 */
public record JobTimes(long lookMillis, long startMillis, long killMillis) {

    /** What people wait for. */
    public static final JobTimes USUAL = new JobTimes(500, 10_000, 30_000);
}
