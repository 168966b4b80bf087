package dev.hone.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an output of this process leads to.
 *
 * @param interactive whether a line can be written over
 * @param colour whether colours are wanted: not where NO_COLOR is set (no-color.org)
 * @param columns characters of a line
 */
public record Terminal(boolean interactive, boolean colour, int columns) {

    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, false, Integer.MAX_VALUE);

    private static final int USUAL_COLUMNS = 80;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** Of standard output. */
    public static Terminal ofStdout() {
        return of(STDOUT, System.getenv());
    }

    /** Of standard error. */
    public static Terminal ofStderr() {
        return of(STDERR, System.getenv());
    }

    /** @param descriptor of this process; unlike System.console() it says nothing of the standard input */
    private static Terminal of(int descriptor, Map<String, String> environment) {
        try {
            return of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)), environment);
        } catch (IOException e) {
            return NONE; // closed
        }
    }

    /** @param output the device or file that is written to */
    static Terminal of(Path output, Map<String, String> environment) {
        boolean device = output.toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
        if (!device || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
            return NONE;
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        return new Terminal(
                true,
                environment.getOrDefault("NO_COLOR", "").isEmpty(),
                columns.matches("[1-9]\\d{1,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS);
    }

    /** What has gone well. */
    String good(String text) {
        return painted("32", text);
    }

    /** What wants a look. */
    String warning(String text) {
        return painted("33", text);
    }

    /** What has gone wrong. */
    public String bad(String text) {
        return painted("31", text);
    }

    private String painted(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
