package dev.hone.score;

import java.util.HashSet;
import java.util.Set;

/** Threads of this JVM that run calls nobody waits for any more: Java has no way to end a thread that does not heed an interrupt. */
final class StuckThreads {

    /** More than these and the run ends: each may keep a core busy. */
    static final int MAX = 16;

    private static final int INTERRUPTS = 200;
    private static final int PAUSE_MILLIS = 10;
    private static final Set<Thread> LEFT = new HashSet<>();

    private StuckThreads() {}

    /**
     * Interrupts the thread until it ends, for two seconds: once is not enough, since a call that scores row by row goes on with the next.
     *
     * @return whether it has ended
     */
    static boolean stop(Thread thread) throws InterruptedException {
        for (int i = 0; i < INTERRUPTS && thread.isAlive(); i++) {
            thread.interrupt();
            thread.join(PAUSE_MILLIS);
        }
        return !thread.isAlive();
    }

    /** Leaves a thread to itself; returns how many of those left are alive. */
    static synchronized int leave(Thread thread) {
        LEFT.removeIf(left -> !left.isAlive());
        LEFT.add(thread);
        return LEFT.size();
    }
}
