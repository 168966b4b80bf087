package dev.hone.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markers of Llama 2: {@code <s>[INST] <<SYS>>\nsystem\n<</SYS>>\n\nuser [/INST] assistant </s><s>[INST] user [/INST]}.
 */
final class InstructionMarkers {

    private static final String OPEN = "[INST]";
    private static final String CLOSE = "[/INST]";
    private static final Pattern SYSTEM = Pattern.compile("^\\s*<<SYS>>(.*?)<</SYS>>(.*)$", Pattern.DOTALL);
    /** Only where the template puts them: a user may write of {@code <s>} as well. */
    private static final Pattern SENTENCE_MARKS = Pattern.compile("<s>\\s*(?=\\[INST])|</s>\\s*(?=<s>|\\[INST]|$)");

    private InstructionMarkers() {}

    static boolean marks(String prompt) {
        return SENTENCE_MARKS.matcher(prompt).replaceAll("").strip().startsWith(OPEN);
    }

    static ArrayNode turns(String prompt) throws RecordRefused {
        ArrayNode messages = Nodes.array();
        String rest = SENTENCE_MARKS.matcher(prompt).replaceAll("").strip();
        while (!rest.isEmpty()) {
            int close = rest.indexOf(CLOSE);
            if (close < 0 || rest.lastIndexOf(OPEN, close) != 0) {
                throw new RecordRefused(QuarantineReason.UNREADABLE_TEMPLATE, "[INST] and [/INST] do not alternate");
            }
            addUser(messages, rest.substring(OPEN.length(), close));
            String after = rest.substring(close + CLOSE.length());
            int next = after.indexOf(OPEN);
            String answer = (next < 0 ? after : after.substring(0, next)).strip();
            if (!answer.isEmpty()) {
                messages.add(Nodes.message("assistant", Reasoning.split(answer).answer()));
            }
            rest = next < 0 ? "" : after.substring(next);
        }
        return messages;
    }

    private static void addUser(ArrayNode messages, String text) {
        Matcher system = SYSTEM.matcher(text);
        if (!system.matches()) {
            messages.add(Nodes.message("user", text.strip()));
            return;
        }
        String instructions = system.group(1).strip();
        if (!instructions.isEmpty()) {
            messages.add(Nodes.message("system", instructions));
        }
        messages.add(Nodes.message("user", system.group(2).strip()));
    }
}
