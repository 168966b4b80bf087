package dev.hone.reward.grader.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.Driver;

/**
 * A database in memory that is set up once and then only read: those who query have no right to write, to leave the database or to change it
 * for those who come after them. One query runs at a time, which bounds the memory that all of them take.
 */
public final class SqlDatabase implements AutoCloseable {

    /** Each of them keeps a core busy. */
    private static final int MAX_STUCK = 4;

    private static final String SCHEMA = "DATA";
    private static final String OWNER = "OWNER";
    private static final String READER = "READER";

    private final List<String> setUp;
    private final SqlLimits limits;
    private final AtomicInteger stuck = new AtomicInteger();
    private boolean isBroken;
    private String url;
    private Connection administrator;

    /**
     * Makes one.
     *
     * @param setUp statements that make tables and rows
     * @throws IllegalArgumentException naming the statement that fails
     */
    public SqlDatabase(List<String> setUp, SqlLimits limits) {
        this.setUp = List.copyOf(setUp);
        this.limits = limits;
        open();
    }

    /**
     * The rows of one reading query.
     *
     * @throws IllegalStateException if too many queries before it could not be stopped, or the heap was full
     */
    public synchronized SqlRows query(String sql) throws SqlRefusal {
        String lines = sql.replace("\r\n", "\n").replace('\r', '\n');
        SqlGuard.requireQuery(lines);
        if (stuck.get() > MAX_STUCK) {
            throw new IllegalStateException(stuck.get() + " queries did not stop and still run in this process");
        }
        if (isBroken) {
            reopen();
        }
        try {
            return new LimitedQuery(limits).run(() -> connect(READER), lines);
        } catch (LimitedQuery.StuckException e) {
            stuck.incrementAndGet();
            reopen();
            throw new SqlRefusal(SqlRefusal.Kind.LIMIT, e.getMessage());
        } catch (OutOfMemoryError e) {
            isBroken = true; // there may be no memory for another one yet
            throw new IllegalStateException(
                    "the memory of the process was full while a query ran, which says nothing about the query; give it more memory",
                    e);
        }
    }

    /** For tests of what the reader's missing rights prevent on their own. */
    void runUnguarded(String sql) throws SQLException {
        try (Connection reader = connect(READER);
                Statement statement = reader.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The statements of a script. */
    public static List<String> statements(String script) throws SqlRefusal {
        return SqlScanner.statements(script);
    }

    /** Whether a query asks for an order. */
    public static boolean isOrdered(String sql) throws SqlRefusal {
        return SqlGuard.isOrdered(sql);
    }

    private void reopen() {
        closeAdministrator(); // whoever closes the database waits for the query
        open();
        isBroken = false;
    }

    private void open() {
        url = "jdbc:h2:mem:hone-" + UUID.randomUUID() + ";DB_CLOSE_ON_EXIT=FALSE";
        try {
            administrator = connect("ADMINISTRATOR");
            try (Statement statement = administrator.createStatement()) {
                for (String user : List.of(OWNER, READER)) {
                    statement.execute("CREATE USER " + user + " PASSWORD ''");
                }
                statement.execute("CREATE SCHEMA " + SCHEMA + " AUTHORIZATION " + OWNER);
                statement.execute("GRANT SELECT ON SCHEMA " + SCHEMA + " TO " + READER);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be made in memory", e);
        }
        setUp();
    }

    private void setUp() {
        String running = "";
        try (Connection owner = connect(OWNER);
                Statement statement = owner.createStatement()) {
            for (String next : setUp) {
                running = next;
                SqlGuard.requireSetUp(next);
                statement.execute(next);
            }
        } catch (SQLException | SqlRefusal e) {
            close();
            String shown = running.length() <= 80 ? running : running.substring(0, 80) + "…";
            throw new IllegalArgumentException(
                    e.getMessage().replaceFirst("(?s); SQL statement:.*", "") + ": " + shown.strip(), e);
        }
    }

    private Connection connect(String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", "");
        Connection connection = new Driver().connect(url, properties);
        if (!user.equals("ADMINISTRATOR")) {
            connection.setSchema(SCHEMA);
        }
        return connection;
    }

    private void closeAdministrator() {
        try {
            administrator.close();
        } catch (SQLException closed) {
            // memory ran out, and the database closed itself
        }
    }

    /** Gives its memory back. */
    @Override
    public synchronized void close() {
        closeAdministrator();
    }
}
