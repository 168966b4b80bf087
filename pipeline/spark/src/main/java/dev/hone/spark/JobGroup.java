package dev.hone.spark;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Labels the Spark jobs of a stage, so that the Spark UI reads like the pipeline: {@code SAMPLE-ROLLOUTS-12: 16 prompts × 8 samples}. */
public final class JobGroup {

    private static final String GROUP = "spark.jobGroup.id";
    private static final String DESCRIPTION = "spark.job.description";

    private JobGroup() {}

    /** Runs the work with all its jobs labelled, and restores the labels that were there before. */
    public static <T> T run(SparkContext context, String group, String description, Supplier<T> work) {
        String groupBefore = context.getLocalProperty(GROUP);
        String descriptionBefore = context.getLocalProperty(DESCRIPTION);
        context.setLocalProperty(GROUP, group);
        context.setLocalProperty(DESCRIPTION, group + ": " + description);
        try {
            return work.get();
        } finally {
            context.setLocalProperty(GROUP, groupBefore);
            context.setLocalProperty(DESCRIPTION, descriptionBefore);
        }
    }
}
