package dev.hone.estimate;

import dev.hone.policy.EngineSettings;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What training needs of the driver's memory in local mode, activations and Spark's own needs left out: a lower bound.
 *
 * @param heapBytes trained parameters in the JVM's heap
 * @param nativeBytes weights, gradients and keys and values in libtorch's memory
 */
public record MemoryNeed(long heapBytes, long nativeBytes) {

    /**
     * Copies of the trained parameters that are alive while a step is applied: the policy and its two moments at the start of the run,
     * before and after the step; the sum of the gradients; the policy as it was sent to the samplers.
     */
    private static final int HEAP_COPIES = 11;

    /**
     * The need of a run.
     *
     * @param weightBytes the base model as fp32
     * @param trainedBytes the trained parameters as fp32
     * @param cacheBytes keys and values of one task that samples
     * @param tasks that sample, and threads that compute gradients, at once
     */
    public static MemoryNeed of(long weightBytes, long trainedBytes, long cacheBytes, int tasks) {
        int cached = EngineSettings.defaults().cachedAdapters();
        return new MemoryNeed(
                (HEAP_COPIES + tasks) * trainedBytes,
                weightBytes + (cached + tasks) * trainedBytes + tasks * cacheBytes);
    }

    /** Whether it fits into this JVM and this machine. */
    public String verdict() {
        return verdict(Runtime.getRuntime().maxMemory(), physicalBytes());
    }

    /**
     * Whether it fits.
     *
     * @param heapLimit greatest heap of the JVM
     * @param physical memory of the machine
     */
    public String verdict(long heapLimit, long physical) {
        long outside = physical - heapLimit;
        String need = String.format(
                Locale.ROOT,
                "heap %s of %s, outside of it %s of %s",
                gigabytes(heapBytes),
                gigabytes(heapLimit),
                gigabytes(nativeBytes),
                gigabytes(outside));
        if (heapBytes + nativeBytes > physical) {
            return need + ": does not fit this machine. Train a smaller model or a LoRA adapter";
        }
        if (heapBytes > heapLimit) {
            return need + ": does not fit the heap. Raise it: HONE_JAVA_OPTIONS=-Xmx"
                    + (heapBytes / (1 << 30) * 5 / 4 + 1) + "g";
        }
        return nativeBytes > outside
                ? need + ": does not fit outside of the heap. Lower -Xmx in HONE_JAVA_OPTIONS"
                : need + ": fits";
    }

    private static long physicalBytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }
}
