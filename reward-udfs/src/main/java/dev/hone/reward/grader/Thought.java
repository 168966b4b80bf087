package dev.hone.reward.grader;

/** What a model thinks aloud before it answers. */
public final class Thought {

    private static final String END = "</think>";

    private Thought() {}

    /** What stands behind the thought; the whole text where there is none. */
    public static String after(String completion) {
        int end = completion.lastIndexOf(END);
        return end < 0 ? completion : completion.substring(end + END.length());
    }
}
