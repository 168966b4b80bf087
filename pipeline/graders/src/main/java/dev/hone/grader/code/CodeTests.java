package dev.hone.grader.code;

import java.util.List;

/** What a program must do. */
sealed interface CodeTests {

    /** A program that reads standard input and writes standard output. */
    record Pairs(List<Pair> pairs) implements CodeTests {
        public Pairs {
            pairs = List.copyOf(pairs);
        }
    }

    /** One input, and the output that belongs to it. */
    record Pair(String input, String output) {

        /** White space at the ends of lines, and empty lines at the end, do not count. */
        boolean isMetBy(String written) {
            return trimmed(written).equals(trimmed(output));
        }

        private static List<String> trimmed(String text) {
            return text.stripTrailing().lines().map(String::stripTrailing).toList();
        }
    }

    /**
     * Functions and classes that tests in Python call.
     *
     * @param texts asserts, or functions {@code check(candidate)} and {@code test_…()}
     * @param setup run before
     * @param entryPoint name of the function that is tested; may be empty
     */
    record Asserts(List<String> texts, String setup, String entryPoint) implements CodeTests {
        public Asserts {
            texts = List.copyOf(texts);
        }
    }
}
