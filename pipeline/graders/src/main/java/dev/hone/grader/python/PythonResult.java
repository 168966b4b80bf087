package dev.hone.grader.python;

/** What came of one call. */
public sealed interface PythonResult {

    /** What the function printed, cut; empty where it printed nothing. */
    String printed();

    /**
     * The function returned.
     *
     * @param json what it returned, as JSON in UTF-8 in which NaN, Infinity and -Infinity may stand
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Returned(byte[] json, String printed) implements PythonResult {}

    /** There is no result. */
    record Failed(PythonFailure failure, String printed) implements PythonResult {}
}
