package dev.hone.grader.code;

import java.util.List;

/**
 * What became of the tests of one program.
 *
 * @param verdicts of the tests that came to an end
 * @param planned how many tests there are, at least 1
 */
record CodeVerdicts(List<TestVerdict> verdicts, int planned) {

    CodeVerdicts {
        verdicts = List.copyOf(verdicts);
        if (planned < 1 || planned < verdicts.size()) {
            throw new IllegalArgumentException(verdicts.size() + " verdicts of " + planned + " tests");
        }
    }

    /** A program that cannot even be begun. */
    static CodeVerdicts none(String message) {
        return new CodeVerdicts(List.of(new TestVerdict("the program", false, message)), 1);
    }

    int passed() {
        return (int) verdicts.stream().filter(TestVerdict::passed).count();
    }

    /** How many passed, and the first that did not. */
    String words() {
        String count = passed() + " of " + planned + (planned == 1 ? " test passed" : " tests passed");
        return verdicts.stream()
                .filter(verdict -> !verdict.passed())
                .findFirst()
                .map(failed -> count + "; " + failed.test() + ": " + failed.message())
                .orElse(count);
    }
}
