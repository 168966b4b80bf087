package dev.hone.policy.template;

import dev.hone.policy.template.value.Text;
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
        String origin = text.origin();
        BitSet fromTemplate = new BitSet(origin.length());
        for (int begin = origin.indexOf(Text.TEMPLATE); begin >= 0; ) {
            int data = origin.indexOf(Text.DATA, begin);
            int end = data < 0 ? origin.length() : data;
            fromTemplate.set(begin, end);
            begin = origin.indexOf(Text.TEMPLATE, end);
        }
        return new RenderedChat(text.value(), fromTemplate);
    }
}
