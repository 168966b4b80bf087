package dev.hone.jobs.process;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.LogManager;

/**
 * How this process ends. Only what was reported here counts: where a reward function calls {@code System.exit(0)}, nothing was reported, and
 * the process ends with 1 and one line that says where. What the threads of a Spark that is stopped in the middle of its work have to say is
 * kept from the user.
 */
public final class ProcessEnd {

    private static final int BEFORE_ALL_HOOKS = Integer.MAX_VALUE;
    /** Spark's hooks have 40 and more, those of file systems 10. */
    private static final int AFTER_ALL_HOOKS = 0;

    private static final long HOOK_SECONDS = 30;
    private static final long STOP_MILLIS = 8_000;
    private static final int UNEXPECTED = 1;
    private static final int NOT_REPORTED = -1;

    private static final AtomicInteger REPORTED = new AtomicInteger(NOT_REPORTED);
    private static final Thread WITHOUT_SPARK = new Thread(() -> {
        announceUnreported();
        endUnreported();
    });
    private static volatile boolean unreported;

    private ProcessEnd() {}

    /** Watches over the end of a process in which no Spark runs yet. */
    public static void watch() {
        Runtime.getRuntime().addShutdownHook(WITHOUT_SPARK);
    }

    /** Watches over the end of a process in which Spark runs: its own hooks come first, so that it stops and tidies up. */
    public static void watchSpark() {
        Runtime.getRuntime().removeShutdownHook(WITHOUT_SPARK);
        ShutdownHookManager hooks = ShutdownHookManager.get();
        hooks.addShutdownHook(ProcessEnd::announceUnreported, BEFORE_ALL_HOOKS, HOOK_SECONDS, TimeUnit.SECONDS);
        hooks.addShutdownHook(ProcessEnd::endUnreported, AFTER_ALL_HOOKS, HOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Notes the exit code of the command, which is about to return or to exit with it. */
    public static void report(int code) {
        REPORTED.compareAndSet(NOT_REPORTED, code);
    }

    /** Whether the end was reported, or has begun without: whatever fails from now on, fails for that reason. */
    public static boolean isUnderWay() {
        return REPORTED.get() != NOT_REPORTED;
    }

    /**
     * Ends the process from another thread than the command's: says why, gives Spark some seconds to stop, and drops the work under way.
     *
     * @param line the last thing that the user reads; whatever Spark says after it is not shown
     */
    static void now(int code, String line) {
        if (!REPORTED.compareAndSet(NOT_REPORTED, code)) {
            return;
        }
        System.err.println(line);
        silence();
        Thread limit = new Thread(() -> haltAfter(STOP_MILLIS, code), "limit of the time to stop");
        limit.setDaemon(true);
        limit.start();
        System.exit(code);
    }

    private static void haltAfter(long millis, int code) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    private static void announceUnreported() {
        if (isUnderWay()) {
            return;
        }
        ExitCall.find().ifPresent(call -> {
            report(UNEXPECTED);
            unreported = true;
            System.err.println("error: " + call
                    + " has ended the process before the command was done. What was committed stays. Throw an"
                    + " exception there instead of an exit, then start the same command again.");
            silence();
        });
    }

    /** An exit code can no longer be changed here, but the end can be cut short. */
    private static void endUnreported() {
        if (unreported) {
            Runtime.getRuntime().halt(UNEXPECTED);
        }
    }

    private static void silence() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        LogManager.shutdown();
    }
}
