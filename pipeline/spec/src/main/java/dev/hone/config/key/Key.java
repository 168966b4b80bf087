package dev.hone.config.key;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key of the specification: its type, its default, its limits and its description, declared once for the reader and the
 * documentation.
 *
 * @param name the key as written
 * @param type how its value is written
 * @param description one sentence with the unit
 * @param fallback the value where none is written; {@code {run}} in a text stands for the run's name
 * @param derived a default that follows from other keys of the section, which stand before this one
 * @param required whether a value must be written
 * @param varies whether a resumed run may have another value
 * @param checks what must hold of a value
 */
public record Key<T>(
        String name,
        KeyType<T> type,
        String description,
        Optional<T> fallback,
        Optional<Derived<T>> derived,
        boolean required,
        boolean varies,
        List<Check<T>> checks) {

    /**
     * A default that follows from other keys.
     *
     * @param from what it follows from, as documentation and the effective specification name it
     * @param value empty where those keys leave this one without a meaning, or have no value themselves
     */
    public record Derived<T>(String from, Function<Values, Optional<T>> value) {}

    /** Something that must hold; a problem that is only a warning, or only matters to commands that use the value, says so. */
    public record Check<T>(Predicate<T> holds, Function<T, String> problem, Severity severity) {}

    public enum Severity {
        ERROR,
        ERROR_WHERE_NEEDED,
        WARNING
    }

    public Key {
        checks = List.copyOf(checks);
    }

    public static <T> Key<T> of(String name, KeyType<T> type, String description) {
        return new Key<>(name, type, description, Optional.empty(), Optional.empty(), false, false, List.of());
    }

    public Key<T> or(T value) {
        return new Key<>(name, type, description, Optional.of(value), derived, required, varies, checks);
    }

    /** A default that follows from keys before this one. */
    public Key<T> by(String from, Function<Values, Optional<T>> value) {
        Derived<T> rule = new Derived<>(from, value);
        return new Key<>(name, type, description, fallback, Optional.of(rule), required, varies, checks);
    }

    public Key<T> mustBeWritten() {
        return new Key<>(name, type, description, fallback, derived, true, varies, checks);
    }

    public Key<T> mayVary() {
        return new Key<>(name, type, description, fallback, derived, required, true, checks);
    }

    /** Adds a requirement, such as "must be at least 1". */
    public Key<T> where(Predicate<T> holds, String requirement) {
        return checked(new Check<>(holds, value -> requirement + ", got " + type.text(value), Severity.ERROR));
    }

    public Key<T> checked(Check<T> check) {
        List<Check<T>> all = new ArrayList<>(checks);
        all.add(check);
        return new Key<>(name, type, description, fallback, derived, required, varies, all);
    }

    /** A number of at least this. */
    public static <N extends Number> Key<N> atLeast(Key<N> key, long minimum) {
        return key.where(value -> value.doubleValue() >= minimum, "must be at least " + minimum);
    }

    /** A number above this. */
    public static <N extends Number> Key<N> above(Key<N> key, long limit) {
        return key.where(value -> value.doubleValue() > limit, "must be above " + limit);
    }

    /** A number of at least the first and at most the second: what is beyond can only be a mistake. */
    public static <N extends Number> Key<N> atLeast(Key<N> key, long minimum, long maximum) {
        return atMost(atLeast(key, minimum), maximum);
    }

    /** A number above the first and at most the second. */
    public static <N extends Number> Key<N> above(Key<N> key, long limit, long maximum) {
        return atMost(above(key, limit), maximum);
    }

    private static <N extends Number> Key<N> atMost(Key<N> key, long maximum) {
        return key.where(value -> value.doubleValue() <= maximum, "must be at most " + maximum);
    }

    /** A number from 0 to 1. */
    public static Key<Double> share(Key<Double> key) {
        return key.where(value -> value >= 0 && value <= 1, "must be from 0 to 1");
    }

    /** The range of the Bedrock service: values outside work here, with a warning. */
    public static <N extends Number> Key<N> serviceRange(Key<N> key, String minimum, String maximum) {
        double low = Double.parseDouble(minimum);
        double high = Double.parseDouble(maximum);
        return key.checked(new Check<>(
                value -> value.doubleValue() >= low && value.doubleValue() <= high,
                value -> value + " is outside Amazon Bedrock's range of " + minimum + " to " + maximum
                        + ". It works here, but the service would refuse it",
                Severity.WARNING));
    }

    /** A file or folder that must exist where the path is local and holds no wildcard. */
    public static Key<String> existing(Key<String> key) {
        return key.checked(new Check<>(
                Key::mayExist,
                value -> "'" + value + "' does not exist, seen from "
                        + Path.of("").toAbsolutePath() + ". Correct the path",
                Severity.ERROR_WHERE_NEEDED));
    }

    /** A folder, or where one can be made: no file stands in its way. */
    public static Key<String> folder(Key<String> key) {
        return key.checked(new Check<>(
                Key::mayBeFolder,
                value -> "'" + value + "' is a file or lies below one, and must be a folder. Correct the path",
                Severity.ERROR));
    }

    private static boolean mayBeFolder(String location) {
        if (location.contains("://")) {
            return true;
        }
        try {
            Path path = local(location).toAbsolutePath();
            while (path != null && !Files.exists(path)) {
                path = path.getParent();
            }
            return path == null || Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path local(String location) {
        return Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
    }

    private static boolean mayExist(String location) {
        if (location.contains("://") || location.matches(".*[*?{\\[].*")) {
            return true;
        }
        try {
            return Files.exists(local(location));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
