package dev.hone.jobs.process;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * SIGTERM, Ctrl-C (SIGINT) and a closed terminal (SIGHUP) end the process within ten seconds, with 128 and the signal's number as exit code.
 * A second signal ends it at once.
 */
public final class StopSignals {

    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final int OF_SIGNALS = 128;
    private static final AtomicBoolean RECEIVED = new AtomicBoolean();

    private StopSignals() {}

    /**
     * Handles them from now on, where the JVM lets us ({@code -Xrs} keeps them from it).
     *
     * @param whatStays what is kept of the work, and how to go on
     */
    public static void handle(String whatStays) {
        for (String name : NAMES) {
            try {
                new IrqHandler(name, signal -> stop(name, OF_SIGNALS + signal.getNumber(), whatStays)).bind();
            } catch (IllegalArgumentException taken) {
                return; // the JVM was told to leave signals alone, and so do we
            }
        }
    }

    private static void stop(String name, int code, String whatStays) {
        if (RECEIVED.getAndSet(true)) {
            Runtime.getRuntime().halt(code);
        }
        ProcessEnd.now(code, "stopped by SIG" + name + ": " + whatStays);
    }
}
