package dev.hone.policy.reasoning;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the blocks of a text between the markers of {@link ReasoningStyle.Think}. An opening marker inside a block is text of the block. A
 * closing marker outside of one makes a block of all text since the block before it: as in published templates, nothing before the last
 * closing marker of nested blocks is answer.
 */
final class ThinkBlocks {

    private final String text;
    private final ReasoningStyle.Think style;
    private final List<Span> spans = new ArrayList<>();
    private final List<String> reasonings = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private boolean unclosed;

    /** Characters from {@code start} to before {@code end}. */
    private record Span(int start, int end) {}

    private ThinkBlocks(String text, ReasoningStyle.Think style) {
        this.text = text;
        this.style = style;
    }

    /**
     * Finds the blocks.
     *
     * @param opened whether the text starts inside a block that the prompt has opened
     */
    static ThinkBlocks of(String text, ReasoningStyle.Think style, boolean opened) {
        ThinkBlocks blocks = new ThinkBlocks(text, style);
        int from = opened ? blocks.addBlock(0, 0) : 0;
        while (from < text.length()) {
            from = blocks.addNext(from);
        }
        return blocks;
    }

    /** Adds what comes next outside of blocks; gives where to go on. */
    private int addNext(int from) {
        int open = text.indexOf(style.open(), from);
        int close = text.indexOf(style.close(), from);
        if (close >= 0 && (open < 0 || close < open)) {
            return addBlock(from, from);
        }
        answers.add(text.substring(from, open < 0 ? text.length() : open));
        return open < 0 ? text.length() : addBlock(open, open + style.open().length());
    }

    /** Adds the block whose marker is at {@code start} and whose text begins at {@code inside}; gives where it ends. */
    private int addBlock(int start, int inside) {
        int close = text.indexOf(style.close(), inside);
        unclosed = close < 0;
        int end = unclosed ? text.length() : close + style.close().length();
        reasonings.add(text.substring(inside, unclosed ? end : close).strip());
        spans.add(new Span(start, unclosed ? Integer.MAX_VALUE : end)); // tokens without text may follow an open block
        return end;
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    /** Whether the text ends inside a block. */
    boolean unclosed() {
        return unclosed;
    }

    /** Texts of the blocks, without markers and white space around them. */
    List<String> reasonings() {
        return reasonings;
    }

    /** Texts outside of the blocks. */
    List<String> answers() {
        return answers;
    }

    /** Whether a character, or what would follow the text, is in a block or a marker. */
    boolean contain(int character) {
        return spans.stream().anyMatch(span -> span.start <= character && character < span.end);
    }
}
