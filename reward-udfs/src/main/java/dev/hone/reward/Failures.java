package dev.hone.reward;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Words for what a reward function threw: short enough for a table's column, long enough to find the place. */
final class Failures {

    private static final int MAX_MESSAGE_CHARACTERS = 500;
    private static final int FRAMES = 3;

    private Failures() {}

    static String describe(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : ": " + shortened(thrown.getMessage());
        String frames = Arrays.stream(thrown.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        String cause = thrown.getCause() == null || thrown.getCause() == thrown
                ? ""
                : ", caused by " + thrown.getCause().getClass().getName()
                        + (thrown.getCause().getMessage() == null
                                ? ""
                                : ": " + shortened(thrown.getCause().getMessage()));
        return thrown.getClass().getName() + message + cause + (frames.isEmpty() ? "" : " (at " + frames + ")");
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE_CHARACTERS
                ? message
                : message.substring(0, MAX_MESSAGE_CHARACTERS) + "… (" + message.length() + " characters)";
    }
}
