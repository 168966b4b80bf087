package dev.hone.spark;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/**
 * The labels of Spark jobs, so that the Spark UI reads like the pipeline. What is done within other work has that work's labels before its
 * own: {@code hone train mail: step 12: sampling: 16 prompts × 8 samples}. Spark keeps them for each thread, and a thread that was there
 * before does not inherit them: whoever gives work to one takes the labels along by {@link #current}.
 *
 * @param id what Spark groups jobs by, such as {@code hone train mail/STEP-12/SAMPLE-ROLLOUTS-12}; empty for none
 * @param description for a person; empty for none
 */
public record JobGroup(String id, String description) {

    private static final String GROUP = "spark.jobGroup.id";
    private static final String DESCRIPTION = "spark.job.description";

    /** The labels of this thread's jobs. */
    public static JobGroup current(SparkContext context) {
        return new JobGroup(
                property(context, GROUP).orElse(""),
                property(context, DESCRIPTION).orElse(""));
    }

    /** Does work that is part of what this thread does, with all its jobs labelled, and restores the labels that were there before. */
    public static <T> T run(SparkContext context, String id, String description, Supplier<T> work) {
        JobGroup outer = current(context);
        return new JobGroup(within(outer.id, "/", id), within(outer.description, ": ", description)).run(context, work);
    }

    /** Does work with these labels, on whichever thread. */
    public <T> T run(SparkContext context, Supplier<T> work) {
        JobGroup before = current(context);
        set(context);
        try {
            return work.get();
        } finally {
            before.set(context);
        }
    }

    private void set(SparkContext context) {
        context.setLocalProperty(GROUP, id.isEmpty() ? null : id);
        context.setLocalProperty(DESCRIPTION, description.isEmpty() ? null : description);
    }

    private static Optional<String> property(SparkContext context, String name) {
        return Optional.ofNullable(context.getLocalProperty(name));
    }

    private static String within(String outer, String separator, String inner) {
        return outer.isEmpty() ? inner : outer + separator + inner;
    }
}
