package dev.hone.config.yaml;

/**
 * The place of a value in the specification.
 *
 * @param text the key's full name, such as {@code ingest.sources[0].path}; empty for the root
 * @param identifies whether a resumed run must keep the values below
 * @param needed whether the command uses the values below, so that files named there must exist
 */
public record SpecPath(String text, boolean identifies, boolean needed) {

    public static final SpecPath ROOT = new SpecPath("", true, false);

    public SpecPath key(String name) {
        return new SpecPath(text.isEmpty() ? name : text + "." + name, identifies, needed);
    }

    public SpecPath item(int index) {
        return new SpecPath(text + "[" + index + "]", identifies, needed);
    }

    /** Whether this is an outermost section that the command uses. */
    public boolean missedByCommand() {
        return needed && text.indexOf('.') < 0;
    }
}
