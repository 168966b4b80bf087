package dev.hone.policy.template;

import java.util.BitSet;

/**
 * A rendered conversation.
 *
 * @param text the prompt
 * @param fromTemplate the UTF-16 positions that the template itself wrote; the rest is text of the conversation
 */
public record RenderedChat(String text, BitSet fromTemplate) {

    public RenderedChat {
        fromTemplate = (BitSet) fromTemplate.clone();
    }

    @Override
    public BitSet fromTemplate() {
        return (BitSet) fromTemplate.clone();
    }

    /** Whether the template wrote all characters from begin to end (exclusive). */
    public boolean isFromTemplate(int begin, int end) {
        return fromTemplate.nextClearBit(begin) >= end;
    }

    static RenderedChat of(Text text) {
        BitSet fromTemplate = new BitSet(text.origin().length());
        for (int i = 0; i < text.origin().length(); i++) {
            fromTemplate.set(i, text.origin().charAt(i) == Text.TEMPLATE);
        }
        return new RenderedChat(text.value(), fromTemplate);
    }
}
