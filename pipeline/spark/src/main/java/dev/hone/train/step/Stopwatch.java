package dev.hone.train.step;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Seconds that the stages of one step took. */
public final class Stopwatch {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long start = System.nanoTime();
    private final SortedMap<String, Double> seconds = new TreeMap<>();

    /** Does the work of a stage and notes its time under {@code name_seconds}. */
    public <T> T time(String name, Supplier<T> work) {
        long begin = System.nanoTime();
        T result = work.get();
        seconds.merge(name + "_seconds", (System.nanoTime() - begin) / NANOS_PER_SECOND, Double::sum);
        return result;
    }

    /** Seconds of a stage so far. */
    public double seconds(String name) {
        return seconds.getOrDefault(name + "_seconds", 0.0);
    }

    /** Seconds since the start. */
    public double total() {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** All stages with {@code step_seconds}, their whole. */
    public SortedMap<String, Double> timings() {
        SortedMap<String, Double> timings = new TreeMap<>(seconds);
        timings.put("step_seconds", total());
        return Collections.unmodifiableSortedMap(timings);
    }
}
