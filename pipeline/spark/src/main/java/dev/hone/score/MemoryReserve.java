package dev.hone.score;

/** Memory that this JVM keeps back, so that there is some to say what has used up the rest. */
final class MemoryReserve {

    private static final int BYTES = 32 << 20;

    private static final byte[] NOTHING = new byte[0];

    /** What is kept back, and for a moment as much again. */
    private static final byte[][] KEPT = {NOTHING, NOTHING};

    private MemoryReserve() {}

    /** Keeps memory back; says whether that, and as much again, can be had. If not, nothing is kept back any more. */
    static synchronized boolean isWhole() {
        try {
            if (KEPT[0].length == 0) {
                KEPT[0] = new byte[BYTES];
            }
            KEPT[1] = new byte[BYTES];
            return true;
        } catch (OutOfMemoryError e) {
            KEPT[0] = NOTHING;
            return false;
        } finally {
            KEPT[1] = NOTHING;
        }
    }
}
