package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markers of Llama 2 and Mistral: {@code <s>[INST] <<SYS>>\nsystem\n<</SYS>>\n\nuser [/INST] assistant </s><s>[INST] user [/INST]},
 * with {@code [SYSTEM_PROMPT] system [/SYSTEM_PROMPT]} in front in later ones of Mistral.
 */
final class InstructionMarkers implements TurnMarkers {

    private static final String OPEN = "[INST]";
    private static final String CLOSE = "[/INST]";
    private static final Pattern SYSTEM = Pattern.compile("^\\s*<<SYS>>(.*?)<</SYS>>(.*)$", Pattern.DOTALL);
    /** Only where the template puts them: a user may write of {@code <s>} as well. */
    private static final Pattern SENTENCE_MARKS =
            Pattern.compile("<s>\\s*(?=\\[(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS)])|</s>\\s*(?=<s>|\\[INST]|$)");

    private static final Pattern SYSTEM_PROMPT =
            Pattern.compile("^\\[SYSTEM_PROMPT](.*?)\\[/SYSTEM_PROMPT](.*)$", Pattern.DOTALL);

    private static final Pattern TOOLS = Pattern.compile("\\[(AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)]");

    @Override
    public boolean marks(String prompt) {
        String text = withoutSentenceMarks(prompt);
        return text.startsWith(OPEN) || text.startsWith("[SYSTEM_PROMPT]") || text.startsWith("[AVAILABLE_TOOLS]");
    }

    @Override
    public ArrayNode turns(String prompt) throws RecordRefused {
        if (TOOLS.matcher(prompt).find()) {
            throw TurnMarkers.unreadable("the marks of tool calls");
        }
        ArrayNode messages = Nodes.array();
        String rest = withoutSentenceMarks(prompt);
        Matcher system = SYSTEM_PROMPT.matcher(rest);
        if (system.matches()) {
            addSystem(messages, system.group(1));
            rest = system.group(2).strip();
        }
        while (!rest.isEmpty()) {
            int close = rest.indexOf(CLOSE);
            if (close < 0 || rest.lastIndexOf(OPEN, close) != 0) {
                throw TurnMarkers.unreadable("[INST] and [/INST] do not alternate");
            }
            addUser(messages, rest.substring(OPEN.length(), close));
            String after = rest.substring(close + CLOSE.length());
            int next = after.indexOf(OPEN);
            String answer = (next < 0 ? after : after.substring(0, next)).strip();
            if (!answer.isEmpty()) {
                messages.add(ChatNodes.message("assistant", answer));
            }
            rest = next < 0 ? "" : after.substring(next);
        }
        return messages;
    }

    private static void addUser(ArrayNode messages, String text) {
        Matcher system = SYSTEM.matcher(text);
        if (!system.matches()) {
            messages.add(ChatNodes.message("user", text.strip()));
            return;
        }
        addSystem(messages, system.group(1));
        messages.add(ChatNodes.message("user", system.group(2).strip()));
    }

    private static void addSystem(ArrayNode messages, String instructions) {
        if (!instructions.isBlank()) {
            messages.add(ChatNodes.message("system", instructions.strip()));
        }
    }

    private static String withoutSentenceMarks(String prompt) {
        return SENTENCE_MARKS.matcher(prompt).replaceAll("").strip();
    }
}
