package dev.hone.reward.grader.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The databases that were asked last, by what sets them up. One query runs at a time. */
public final class SqlDatabases implements AutoCloseable {

    private static final int MAX_DATABASES = 16;

    private final SqlLimits limits;
    private final Map<List<String>, SqlDatabase> databases = new LinkedHashMap<>(16, 0.75f, true);

    public SqlDatabases(SqlLimits limits) {
        this.limits = limits;
    }

    /**
     * The rows of a query.
     *
     * @throws IllegalArgumentException naming the statement of the set-up that fails
     */
    public synchronized SqlRows query(List<String> setUp, String sql) throws SqlRefusal {
        SqlDatabase database = databases.get(setUp);
        if (database == null) {
            database = new SqlDatabase(setUp, limits);
            databases.put(setUp, database);
            closeEldest();
        }
        return database.query(sql);
    }

    private void closeEldest() {
        if (databases.size() > MAX_DATABASES) {
            List<String> eldest = databases.keySet().iterator().next();
            databases.remove(eldest).close();
        }
    }

    @Override
    public synchronized void close() {
        databases.values().forEach(SqlDatabase::close);
        databases.clear();
    }
}
