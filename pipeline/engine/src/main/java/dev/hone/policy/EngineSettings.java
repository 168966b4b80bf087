package dev.hone.policy;

import java.io.Serializable;

/**
 * How the engine uses memory and threads. None of these changes results beyond the last bits of fp32.
 *
 * @param decodeSlots S, completions that are decoded together; a unit may have more
 * @param intraOpThreads threads of one libtorch operation; 1 where each core has a Java thread of its own
 * @param headChunkTokens tokens whose logits [tokens, V] are held at once in scoring
 * @param cachedAdapters adapters kept in device memory after their last use, at least 1
 * @param sliceElements weights that are copied at once between the JVM and device memory
 */
public record EngineSettings(
        int decodeSlots, int intraOpThreads, int headChunkTokens, int cachedAdapters, int sliceElements)
        implements Serializable {

    /** 64 MiB of fp32. */
    private static final int SLICE_ELEMENTS = 1 << 24;

    public EngineSettings {
        if (decodeSlots < 1 || intraOpThreads < 1 || headChunkTokens < 1 || cachedAdapters < 1 || sliceElements < 1) {
            throw new IllegalArgumentException("engine settings must be at least 1, got " + decodeSlots + ", "
                    + intraOpThreads + ", " + headChunkTokens + ", " + cachedAdapters + ", " + sliceElements);
        }
    }

    /** With slices of 64 MiB. */
    public EngineSettings(int decodeSlots, int intraOpThreads, int headChunkTokens, int cachedAdapters) {
        this(decodeSlots, intraOpThreads, headChunkTokens, cachedAdapters, SLICE_ELEMENTS);
    }

    /** 64 slots, one thread, 128 tokens, 2 adapters. */
    public static EngineSettings defaults() {
        return withDecodeSlots(64);
    }

    /** The defaults with another number of slots. */
    public static EngineSettings withDecodeSlots(int decodeSlots) {
        return new EngineSettings(decodeSlots, 1, 128, 2);
    }
}
