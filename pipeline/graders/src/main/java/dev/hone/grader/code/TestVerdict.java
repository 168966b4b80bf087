package dev.hone.grader.code;

/**
 * What one test said.
 *
 * @param test in words, cut
 * @param passed whether the program did what the test asks for
 * @param message what it did instead; empty where it passed
 */
record TestVerdict(String test, boolean passed, String message) {

    private static final int CHARACTERS = 200;

    TestVerdict {
        test = cut(test);
        message = cut(message);
    }

    private static String cut(String text) {
        return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
    }
}
