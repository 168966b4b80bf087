package dev.hone.jobs;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/** What is wrong with a query, where it is the query and not the machine. */
final class QueryMistake {

    private QueryMistake() {}

    /** Spark's own words for a query that it does not understand (SQLSTATE 42) or whose values do not fit (22), found among the causes. */
    static Optional<String> in(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(QueryMistake::isOfTheQuery)
                .findFirst()
                .map(mistake -> mistake.getMessage()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .orElse("")
                        .replaceFirst(";$", ""));
    }

    private static boolean isOfTheQuery(Throwable cause) {
        if (!(cause instanceof SparkThrowable known) || known.getSqlState() == null) {
            return false;
        }
        return known.getSqlState().startsWith("42") || known.getSqlState().startsWith("22");
    }
}
