package dev.hone.schema;

/**
 * One column of a table.
 *
 * @param name snake_case
 * @param type Spark SQL type, such as {@code ARRAY<INT>}
 * @param nullable whether the value may be missing
 * @param comment what it holds, with its unit
 */
public record Column(String name, String type, boolean nullable, String comment) {

    public static Column required(String name, String type, String comment) {
        return new Column(name, type, false, comment);
    }

    public static Column optional(String name, String type, String comment) {
        return new Column(name, type, true, comment);
    }
}
