package dev.hone.ingest.family;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reasoning that a model wrote in front of its answer, between tags. Only at the start of the text: a text that talks about the tags
 * further on is left as it is.
 *
 * @param reasoning the text between the tags
 * @param answer the rest
 */
public record Reasoning(Optional<String> reasoning, String answer) {

    private static final List<String> TAGS = List.of("think", "reasoning");
    private static final Pattern OPENING = Pattern.compile("\\s*(?:<(think|reasoning)>\\s*(?:</\\1>\\s*)?)?");

    static Reasoning split(String text) {
        String start = text.stripLeading();
        for (String tag : TAGS) {
            String open = "<" + tag + ">";
            String close = "</" + tag + ">";
            int end = text.indexOf(close);
            // A prompt may end in the opening tag, so that the answer has the closing one alone.
            boolean opened = start.startsWith(open) || text.indexOf(open) < 0;
            if (end >= 0 && opened) {
                String inside = text.substring(0, end).replaceFirst("^\\s*" + open, "");
                return new Reasoning(
                        Optional.of(inside.strip()),
                        text.substring(end + close.length()).strip());
            }
        }
        return new Reasoning(Optional.empty(), text);
    }

    /** Whether a text in front of which a model begins to write is none yet: blank, or an opened or empty pair of tags. */
    public static boolean isOpening(String text) {
        return OPENING.matcher(text).matches();
    }
}
