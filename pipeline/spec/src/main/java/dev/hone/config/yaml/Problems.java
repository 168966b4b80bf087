package dev.hone.config.yaml;

import dev.hone.error.ConfigException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with a specification, gathered so that it can be told at once. */
public final class Problems {

    private record Problem(Origin origin, String path, String text) {

        String line() {
            return path.isEmpty() ? origin + ": " + text : origin + ": " + path + ": " + text;
        }
    }

    private final String file;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    /** Adds an error; the text says the problem and what to do about it. */
    public void error(Origin origin, String path, String text) {
        errors.add(new Problem(origin, path, text));
    }

    /** Adds something that is allowed but deserves a look. */
    public void warning(Origin origin, String path, String text) {
        warnings.add(new Problem(origin, path, text));
    }

    public int errorCount() {
        return errors.size();
    }

    /** The errors, one line each, in the order of the file. */
    List<String> errors() {
        return lines(errors);
    }

    /** Calls {@code each} with line, path and text of every error, in the order in which they were found. */
    public void forEachError(Visitor each) {
        errors.forEach(
                problem -> each.accept(problem.origin().line(), problem.path(), SpecSecrets.masked(problem.text())));
    }

    /** Takes one problem: the line (0: none in particular), the key's path (empty: none in particular) and what is wrong. */
    @FunctionalInterface
    public interface Visitor {
        void accept(int line, String path, String text);
    }

    /** The warnings, one line each, in the order of the file. */
    public List<String> warnings() {
        return lines(warnings);
    }

    /** Throws all errors as one exception, if there are any. */
    public void throwIfAny() {
        if (errors.isEmpty()) {
            return;
        }
        String count = errors.size() == 1 ? "1 problem" : errors.size() + " problems";
        throw new ConfigException(file + " has " + count + ":\n" + String.join("\n", errors()));
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(
                        (Problem problem) -> problem.origin().line()))
                .map(problem -> SpecSecrets.masked(problem.line()))
                .toList();
    }
}
