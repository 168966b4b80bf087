package dev.hone.ingest.family.completion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.ChatTools;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markers of Llama 2 and Mistral: {@code <s>[INST] <<SYS>>\nsystem\n<</SYS>>\n\nuser [/INST] assistant </s><s>[INST] user [/INST]},
 * with {@code [SYSTEM_PROMPT] system [/SYSTEM_PROMPT]} in front in later ones of Mistral, and its {@code [AVAILABLE_TOOLS]},
 * {@code [TOOL_CALLS]} and {@code [TOOL_RESULTS]} between turns.
 */
final class InstructionMarkers implements TurnMarkers {

    private static final String INSTRUCTION = "INST";
    private static final String SYSTEM_PROMPT = "SYSTEM_PROMPT";
    private static final String TOOLS = "AVAILABLE_TOOLS";
    private static final String CALLS = "TOOL_CALLS";
    private static final String RESULTS = "TOOL_RESULTS";

    /** What begins a part of the prompt; a turn of the assistant has no mark. */
    private static final Pattern MARK = Pattern.compile("\\[(INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)]");

    private static final Pattern SYSTEM = Pattern.compile("^\\s*<<SYS>>(.*?)<</SYS>>(.*)$", Pattern.DOTALL);
    /** Only where the template puts them: a user may write of {@code <s>} as well. */
    private static final Pattern SENTENCE_MARKS =
            Pattern.compile("<s>\\s*(?=\\[(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS)])"
                    + "|</s>\\s*(?=<s>|\\[(?:INST|AVAILABLE_TOOLS|TOOL_RESULTS)]|$)");

    /**
     * A part of a prompt.
     *
     * @param mark its mark; empty for a turn of the assistant
     * @param text what stands behind it, up to its end mark where it has one
     * @param end where the next part begins
     */
    private record Part(String mark, String text, int end) {

        private static Part at(int start, String prompt) throws RecordRefused {
            for (String mark : List.of(SYSTEM_PROMPT, INSTRUCTION, TOOLS, RESULTS)) {
                if (prompt.startsWith(open(mark), start)) {
                    return closed(mark, start, prompt);
                }
            }
            String mark = prompt.startsWith(open(CALLS), start) ? CALLS : "";
            int textStart = mark.isEmpty() ? start : start + open(mark).length();
            Matcher next = MARK.matcher(prompt);
            int end = next.find(textStart) ? next.start() : prompt.length();
            return new Part(mark, prompt.substring(textStart, end).strip(), end);
        }

        private static Part closed(String mark, int start, String prompt) throws RecordRefused {
            String close = "[/" + mark + "]";
            int end = prompt.indexOf(close, start);
            if (end < 0 || prompt.lastIndexOf(open(mark), end) != start) {
                throw TurnMarkers.unreadable(open(mark) + " and " + close + " do not alternate");
            }
            String text = prompt.substring(start + open(mark).length(), end).strip();
            int next = end + close.length();
            while (next < prompt.length() && Character.isWhitespace(prompt.charAt(next))) {
                next++;
            }
            return new Part(mark, text, next);
        }

        private static String open(String mark) {
            return "[" + mark + "]";
        }
    }

    @Override
    public boolean marks(String prompt) {
        String text = withoutSentenceMarks(prompt);
        return text.startsWith("[INST]") || text.startsWith("[SYSTEM_PROMPT]") || text.startsWith("[AVAILABLE_TOOLS]");
    }

    @Override
    public MappedPrompt read(String prompt) throws RecordRefused {
        ArrayNode messages = Nodes.array();
        Optional<JsonNode> tools = Optional.empty();
        String text = withoutSentenceMarks(prompt);
        int at = 0;
        while (at < text.length()) {
            Part part = Part.at(at, text);
            switch (part.mark()) {
                case SYSTEM_PROMPT -> addSystem(messages, part.text());
                case INSTRUCTION -> addUser(messages, part.text());
                case TOOLS -> tools = ChatTools.named(part.text());
                case CALLS ->
                    ChatNodes.addCalls(messages, MistralTools.calls(part.text(), "call_" + messages.size() + "_"));
                case RESULTS -> messages.addAll(MistralTools.results(part.text()));
                default -> messages.add(ChatNodes.message("assistant", part.text()));
            }
            at = part.end();
        }
        return MappedPrompt.of(messages, tools, Optional.empty());
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
