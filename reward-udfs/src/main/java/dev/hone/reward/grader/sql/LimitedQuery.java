package dev.hone.reward.grader.sql;

import com.sun.management.ThreadMXBean;
import dev.hone.reward.grader.sql.SqlRefusal.Kind;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.api.ErrorCode;

/** Runs one query on a thread of its own, and stops it when it takes more than it may. */
final class LimitedQuery {

    private static final int POLL_MILLIS = 20;

    /** H2 looks between rows whether it is to stop; one row can take longer. */
    private static final int GRACE_MILLIS = 1_000;

    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The query did not stop, so that its thread is left behind: its database cannot be used any more. */
    static final class StuckException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StuckException(String message) {
            super(message);
        }
    }

    private final SqlLimits limits;
    private final AtomicReference<PreparedStatement> running = new AtomicReference<>();

    LimitedQuery(SqlLimits limits) {
        this.limits = limits;
    }

    /**
     * Its rows.
     *
     * @param connecting makes the connection, which the query's thread closes: whoever closes one waits for its query
     * @throws StuckException if it cannot be stopped
     * @throws OutOfMemoryError if the heap was full: its database cannot be used any more
     */
    SqlRows run(Callable<Connection> connecting, String sql) throws SqlRefusal {
        FutureTask<SqlRows> task = new FutureTask<>(query(connecting, sql));
        Thread thread = new Thread(task, "hone-sql");
        thread.setDaemon(true);
        thread.start();
        long start = System.nanoTime();
        boolean isStopped = false;
        while (true) {
            try {
                SqlRows rows = task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (isStopped) {
                    throw limit();
                }
                return rows;
            } catch (TimeoutException stillRunning) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                if (millis > limits.millis() + GRACE_MILLIS) {
                    throw new StuckException("a query did not stop when it had taken " + limits.millis() + " ms");
                }
                if (!isStopped && isTooMuch(millis, thread)) {
                    isStopped = true;
                    stop();
                }
            } catch (ExecutionException e) {
                throw isStopped ? limit() : refusal(e.getCause());
            } catch (OutOfMemoryError e) {
                stop();
                throw e;
            } catch (InterruptedException e) {
                stop();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a query ran", e);
            }
        }
    }

    private boolean isTooMuch(long millis, Thread thread) {
        return millis > limits.millis() || MEMORY.getThreadAllocatedBytes(thread.getId()) > limits.allocatedBytes();
    }

    private Callable<SqlRows> query(Callable<Connection> connecting, String sql) {
        return () -> {
            try (Connection connection = connecting.call();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                if (statement.getMetaData() == null) {
                    throw new SqlRefusal(Kind.FORBIDDEN, "it is no query");
                }
                statement.setEscapeProcessing(false);
                statement.setMaxRows(limits.rows() + 1);
                running.set(statement);
                try (ResultSet results = statement.executeQuery()) {
                    return SqlRows.read(results, limits.rows());
                }
            }
        };
    }

    private void stop() {
        PreparedStatement statement = running.get();
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            throw new StuckException("a query cannot be stopped: " + e.getMessage());
        }
    }

    private SqlRefusal limit() {
        return new SqlRefusal(Kind.LIMIT, "it takes more than " + limits.millis() + " ms, or too much memory");
    }

    private static SqlRefusal refusal(Throwable cause) {
        if (cause instanceof SqlRefusal refusal) {
            return refusal;
        }
        if (cause instanceof SQLException exception) {
            if (exception.getErrorCode() == ErrorCode.OUT_OF_MEMORY) {
                throw new OutOfMemoryError("a query and its database: " + exception.getMessage());
            }
            String message = cause.getMessage() == null ? "it fails" : cause.getMessage();
            return new SqlRefusal(Kind.ERROR, message.replaceFirst("(?s); SQL statement:.*", ""));
        }
        if (cause instanceof OutOfMemoryError error) {
            throw error;
        }
        return new SqlRefusal(Kind.ERROR, "it fails: " + cause);
    }
}
