package dev.hone.storage;

/**
 * What stands where a file could, and cannot be read as one.
 *
 * @param path where it is, with signs of replacement where Java cannot write its name
 * @param shown the same for people: of such a name its bytes, as in a URI
 * @param kind what it is
 */
public record NoFile(String path, String shown, Kind kind) {

    /** What there is in place of files. */
    public enum Kind {
        /** Java decodes names by the locale of the process, and does not find a file again whose name it could not decode. */
        UNREADABLE_NAME("a name beyond the locale of this process"),
        SPECIAL("a named pipe, socket or device"),
        DANGLING_LINK("a link whose target is missing"),
        LINK_LOOP("a link to a folder that it is in");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }

    /** The path and what is the matter with it. */
    @Override
    public String toString() {
        return shown + " (" + kind.meaning + ")";
    }
}
