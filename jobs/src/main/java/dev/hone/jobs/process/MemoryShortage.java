package dev.hone.jobs.process;

import dev.hone.error.ConfigException;
import dev.hone.error.HoneException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what was done when the memory ran out, how much was asked for where that is known, and which settings need less. */
public final class MemoryShortage {

    private static final Pattern LIBTORCH =
            Pattern.compile("can't allocate memory: you tried to allocate (\\d+) bytes");
    /** As YARN, Kubernetes and Spark's standalone master say it; 52 is Spark's own exit code for it, 137 the kernel's kill. */
    private static final Pattern EXECUTOR =
            Pattern.compile("exceeding (physical )?memory limits|[Ee]xit(ed with)? ?[cC]ode:? ?(52|137)\\b|OOMKilled");

    private MemoryShortage() {}

    /** What the work was that needed the memory, found by the innermost package of our own, and the settings that it depends on. */
    private enum Work {
        REWARD(
                "while rewards were computed",
                "a reward of your own must not keep what it has scored; train.batchSize and train.trainingSamplePerPrompt",
                "dev.hone.score.",
                "dev.hone.reward."),
        UPDATE(
                "in the update of the policy",
                "train.microBatchTokens (sft.* takes it too), adapter.rank, train.inferenceMaxTokens",
                "dev.hone.update."),
        SAMPLING(
                "while completions were sampled",
                "train.inferenceMaxTokens, train.maxPromptLength, train.trainingSamplePerPrompt",
                "dev.hone.rollout."),
        INGEST("in the ingest", "the number of tasks at once (HONE_MASTER=local[1,4])", "dev.hone.ingest."),
        EXPORT("in the export", "export.merged: false", "dev.hone.export."),
        OTHER("", "train.microBatchTokens, train.batchSize, train.inferenceMaxTokens");

        private final String when;
        private final String keys;

        @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
        private final List<String> packages;

        Work(String when, String keys, String... packages) {
            this.when = when;
            this.keys = keys;
            this.packages = List.of(packages);
        }

        private static Work of(Throwable thrown) {
            List<String> frames = causes(thrown)
                    .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                    .map(StackTraceElement::getClassName)
                    .toList();
            return Arrays.stream(values())
                    .filter(work -> frames.stream()
                            .anyMatch(frame -> work.packages.stream().anyMatch(frame::startsWith)))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    /** The error for the user, where memory was the cause. */
    public static Optional<HoneException> in(Throwable thrown) {
        if (causes(thrown).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("[INVALID_DRIVER_MEMORY]"))) {
            return Optional.of(new ConfigException(
                    "the JVM's heap of up to " + heap()
                            + " is too small for Spark, which needs 0.5 GB. Raise it: HONE_JAVA_OPTIONS=-Xmx1g (spark-submit:"
                            + " --driver-memory 1g)",
                    thrown));
        }
        return causes(thrown)
                .flatMap(cause -> shortage(cause).stream())
                .findFirst()
                .map(shortage -> error(shortage, thrown));
    }

    private static HoneException error(String shortage, Throwable thrown) {
        Work work = Work.of(thrown);
        return new ConfigException(
                "there was not enough memory" + (work.when.isEmpty() ? "" : " " + work.when) + ": " + shortage
                        + ". Less is needed with lower values of: " + work.keys
                        + ". hone train --dry-run says what a run needs at least",
                thrown);
    }

    private static Optional<String> shortage(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        Matcher libtorch = LIBTORCH.matcher(message);
        if (libtorch.find()) {
            return Optional.of("libtorch asked for " + gigabytes(Long.parseLong(libtorch.group(1)))
                    + " more, outside of the JVM's heap of up to " + heap()
                    + ". Give it a machine (or a container) with more, or lower the heap: HONE_JAVA_OPTIONS=-Xmx… (spark-submit:"
                    + " --driver-memory, or more spark.executor.memoryOverhead)");
        }
        if (cause instanceof OutOfMemoryError) {
            return Optional.of(ofTheJvm(message));
        }
        return EXECUTOR.matcher(message).find()
                ? Optional.of("an executor was ended for its memory. Raise spark.executor.memory (heap) or"
                        + " spark.executor.memoryOverhead (libtorch). Spark says: " + firstLine(message))
                : Optional.empty();
    }

    private static String ofTheJvm(String message) {
        return message.contains("heap") || message.contains("GC overhead")
                ? "the JVM's heap of up to " + heap()
                        + " is full. Raise it: HONE_JAVA_OPTIONS=-Xmx… (spark-submit: --driver-memory …)"
                : "the JVM says \"" + message + "\" with a heap of up to " + heap()
                        + ". Raise the limit that it names (ulimit, container, JVM option)";
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(
                thrown, cause -> cause != null, cause -> cause.getCause() == cause ? null : cause.getCause());
    }

    private static String heap() {
        return gigabytes(Runtime.getRuntime().maxMemory());
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
