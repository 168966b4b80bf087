package dev.hone.config.key;

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

    /**
     * Something that must hold; a problem that is only a warning, or only matters to commands that use the value, says so.
     *
     * @param requirement what must hold, for a form; empty where the description says it
     */
    public record Check<T>(Predicate<T> holds, Function<T, String> problem, Severity severity, String requirement) {

        /** One whose requirement the description says. */
        public Check(Predicate<T> holds, Function<T, String> problem, Severity severity) {
            this(holds, problem, severity, "");
        }
    }

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

    public static NumberKey<Integer> integer(String name, String description) {
        return new NumberKey<>(of(name, KeyTypes.WHOLE_NUMBER, description));
    }

    public static NumberKey<Double> number(String name, String description) {
        return new NumberKey<>(of(name, KeyTypes.NUMBER, description));
    }

    /** True or false. */
    public static Key<Boolean> flag(String name, String description) {
        return of(name, KeyTypes.TRUTH, description);
    }

    public static Key<String> text(String name, String description) {
        return of(name, KeyTypes.TEXT, description);
    }

    /** A list of texts. */
    public static Key<List<String>> texts(String name, String description) {
        return of(name, KeyTypes.texts(), description);
    }

    /** One of the values of an enumeration, by their words. */
    public static <E> Key<E> oneOf(String name, E[] values, Function<E, String> word, String description) {
        return of(name, Choice.of(values, word), description);
    }

    /** A file or folder that must exist where the path is local and holds no wildcard. */
    public static Key<String> existingPath(String name, String description) {
        return text(name, description)
                .checked(new Check<>(
                        LocalPaths::mayExist,
                        value -> "'" + value + "' does not exist, seen from "
                                + Path.of("").toAbsolutePath() + ". Correct the path",
                        Severity.ERROR_WHERE_NEEDED));
    }

    /** A folder, or where one can be made: no file stands in its way. */
    public static Key<String> folder(String name, String description) {
        return text(name, description)
                .checked(new Check<>(
                        LocalPaths::mayBeFolder,
                        value -> "'" + value + "' is a file or lies below one, and must be a folder. Correct the path",
                        Severity.ERROR));
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
        return checked(
                new Check<>(holds, value -> requirement + ", got " + type.text(value), Severity.ERROR, requirement));
    }

    public Key<T> checked(Check<T> check) {
        List<Check<T>> all = new ArrayList<>(checks);
        all.add(check);
        return new Key<>(name, type, description, fallback, derived, required, varies, all);
    }
}
