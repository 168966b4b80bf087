package dev.hone.math.sampling;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The source of all randomness in a rollout: a pure function of (run seed, step, prompt id, sample, token position), so that the same
 * run draws the same tokens on any number of executors and after any retry.
 */
public final class UniformNumbers {

    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private UniformNumbers() {}

    /** The seed of one completion: the first eight bytes of SHA-256 over the run seed, the step, the prompt id and the sample. */
    public static long completionSeed(long runSeed, int step, String promptId, int sample) {
        byte[] id = promptId.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + id.length);
        bytes.putLong(runSeed).putInt(step).putInt(sample).put(id);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The uniform number in [0, 1) that decides the token at a position (from 0) of the completion with this seed: SplitMix64. */
    public static double uniform(long completionSeed, int position) {
        long z = completionSeed + GOLDEN_GAMMA * (position + 1L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * TWO_TO_MINUS_53;
    }
}
