package dev.hone.config.yaml;

/**
 * Where a value of the specification was written.
 *
 * @param file the file's name as the user gave it, or {@code --set}
 * @param line the line from 1; 0 where the place has no lines
 */
public record Origin(String file, int line) {

    /** A value of the command line. */
    static final Origin COMMAND_LINE = new Origin("--set", 0);

    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
