package dev.hone.grader.sandbox;

import java.util.Locale;

/** How a process is kept apart. */
public enum SandboxMode {
    /**
     * By bubblewrap: no network, no home, a file system that cannot be written but for a small folder of its own, no other processes in
     * sight, limits of memory, time and processes; everything in it ends with it, and with this process.
     */
    BWRAP,
    /** With the rights of this process: limits of memory, time on the processor and file size alone. */
    RLIMIT,
    /** With the rights of this process and without limits. */
    NONE;

    /** The name that specifications use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isLimited() {
        return this != NONE;
    }
}
