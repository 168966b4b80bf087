package dev.hone.reward.grader;

import java.util.Optional;

/** Code that an answer sets off between lines of three accents. */
public final class CodeFence {

    private static final String MARK = "```";

    private CodeFence() {}

    /** The last block; to the end where it is not closed; empty where there is none. */
    public static Optional<String> last(String text) {
        int mark = text.lastIndexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        int before = mark == 0 ? -1 : text.lastIndexOf(MARK, mark - 1);
        boolean isClosing = before >= 0 && count(text, mark) % 2 == 1;
        String block = isClosing ? text.substring(before + MARK.length(), mark) : text.substring(mark + MARK.length());
        int line = block.indexOf('\n');
        return Optional.of(line < 0 ? block : block.substring(line + 1));
    }

    /** How many marks stand before an index. */
    private static int count(String text, int end) {
        int count = 0;
        for (int at = text.indexOf(MARK); at >= 0 && at < end; at = text.indexOf(MARK, at + MARK.length())) {
            count++;
        }
        return count;
    }
}
