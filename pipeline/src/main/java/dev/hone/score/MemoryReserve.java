package dev.hone.score;

/** Memory that this JVM keeps back, so that there is some to say what has used up the rest. */
final class MemoryReserve {

    private static final int BYTES = 32 << 20;

    private static byte[] kept = new byte[0];
    private static byte[] probe = new byte[0];

    private MemoryReserve() {}

    /** Keeps memory back; says whether that, and as much again, can be had. If not, nothing is kept back any more. */
    static synchronized boolean isWhole() {
        try {
            if (kept.length == 0) {
                kept = new byte[BYTES];
            }
            probe = new byte[BYTES];
            return true;
        } catch (OutOfMemoryError e) {
            kept = new byte[0];
            return false;
        } finally {
            probe = kept;
        }
    }
}
