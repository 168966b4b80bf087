package dev.hone.grader.http;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what follows an answer: short work that blocks nothing. They end when there is none. */
public final class Callbacks {

    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
    private static final int KEPT_SECONDS = 10;
    private static final ScheduledExecutorService POOL = newPool();

    private Callbacks() {}

    public static ScheduledExecutorService pool() {
        return POOL;
    }

    private static ScheduledExecutorService newPool() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "grader-callbacks");
            thread.setDaemon(true);
            return thread;
        });
        pool.setKeepAliveTime(KEPT_SECONDS, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
