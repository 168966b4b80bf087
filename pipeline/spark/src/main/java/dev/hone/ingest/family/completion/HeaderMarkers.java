package dev.hone.ingest.family.completion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.family.Reasoning;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns of a header with the role, the text and an end mark, as Llama 3 and 4, ChatML (Qwen and many others), Gemma and Command R write
 * them; the prompt ends in the open header of the assistant.
 *
 * @param open start of a header
 * @param close end of a header
 * @param ends marks that end a turn
 */
record HeaderMarkers(String open, String close, List<String> ends) implements TurnMarkers {

    static final HeaderMarkers LLAMA_3 =
            new HeaderMarkers("<|start_header_id|>", "<|end_header_id|>", List.of("<|eot_id|>", "<|eom_id|>"));
    static final HeaderMarkers LLAMA_4 =
            new HeaderMarkers("<|header_start|>", "<|header_end|>", List.of("<|eot|>", "<|eom|>"));

    static final HeaderMarkers CHAT_ML = new HeaderMarkers("<|im_start|>", "\n", List.of("<|im_end|>"));
    static final HeaderMarkers GEMMA = new HeaderMarkers("<start_of_turn>", "\n", List.of("<end_of_turn>"));
    static final HeaderMarkers COMMAND =
            new HeaderMarkers("<|START_OF_TURN_TOKEN|><|", "_TOKEN|>", List.of("<|END_OF_TURN_TOKEN|>"));

    private static final Pattern BEGIN = Pattern.compile("<\\|begin_of_text\\|>|<bos>|<BOS_TOKEN>");

    private static final Set<String> ASSISTANT = Set.of("assistant", "model", "chatbot");

    /** Lines that the published template puts in front of the system text by itself; kept, they would be there twice. */
    private static final Pattern TEMPLATE_DATES =
            Pattern.compile("^(Environment: ipython\n)?(Cutting Knowledge Date: [^\n]*\n)(Today Date: [^\n]*)(\n+|$)");

    @Override
    public boolean marks(String prompt) {
        return prompt.contains(open);
    }

    @Override
    public MappedPrompt read(String prompt) throws RecordRefused {
        ArrayNode messages = Nodes.array();
        int at = prompt.indexOf(open);
        String before = BEGIN.matcher(prompt.substring(0, at)).replaceAll("");
        if (!before.isBlank()) {
            throw TurnMarkers.unreadable("text in front of the first header");
        }
        while (true) {
            int roleEnd = prompt.indexOf(close, at + open.length());
            if (roleEnd < 0) {
                throw TurnMarkers.unreadable("a header without end");
            }
            String role = prompt.substring(at + open.length(), roleEnd).strip().toLowerCase(Locale.ROOT);
            int textStart = roleEnd + close.length();
            int next = prompt.indexOf(open, textStart);
            if (next < 0) {
                return finish(messages, role, prompt.substring(textStart));
            }
            add(messages, role, ended(prompt.substring(textStart, next)));
            at = next;
        }
    }

    private MappedPrompt finish(ArrayNode messages, String role, String text) throws RecordRefused {
        if (!ASSISTANT.contains(role) || !Reasoning.isOpening(text)) {
            add(messages, role, endOf(text).isEmpty() ? text.strip() : ended(text));
        }
        return MappedPrompt.ofMessages(messages);
    }

    private static void add(ArrayNode messages, String role, String text) throws RecordRefused {
        switch (role) {
            case "system", "developer" -> {
                String own = TEMPLATE_DATES.matcher(text).replaceFirst("").strip();
                if (!own.isEmpty()) {
                    messages.add(ChatNodes.message("system", own));
                }
            }
            case "user" -> messages.add(ChatNodes.message(role, text));
            case "assistant", "model", "chatbot" -> messages.add(ChatNodes.message("assistant", text));
            case "ipython", "tool" -> messages.add(ChatNodes.message("tool", text));
            default -> throw TurnMarkers.unreadable("the role " + role);
        }
    }

    private String ended(String text) throws RecordRefused {
        String stripped = text.strip();
        String end = endOf(stripped);
        if (end.isEmpty()) {
            throw TurnMarkers.unreadable("a turn without end mark");
        }
        return stripped.substring(0, stripped.length() - end.length()).strip();
    }

    private String endOf(String text) {
        return ends.stream().filter(text.strip()::endsWith).findFirst().orElse("");
    }
}
