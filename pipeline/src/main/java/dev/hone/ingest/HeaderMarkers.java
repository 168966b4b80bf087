package dev.hone.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The markers of Llama 3 and 4: each turn is a header with the role, two line ends, its text and an end mark; the prompt ends in the
 * open header of the assistant.
 *
 * @param open start of a header
 * @param close end of a header
 * @param ends marks that end a turn
 */
record HeaderMarkers(String open, String close, List<String> ends) {

    static final HeaderMarkers LLAMA_3 =
            new HeaderMarkers("<|start_header_id|>", "<|end_header_id|>", List.of("<|eot_id|>", "<|eom_id|>"));
    static final HeaderMarkers LLAMA_4 =
            new HeaderMarkers("<|header_start|>", "<|header_end|>", List.of("<|eot|>", "<|eom|>"));

    private static final String BEGIN = "<|begin_of_text|>";

    /** Lines that the published template puts in front of the system text by itself; kept, they would be there twice. */
    private static final Pattern TEMPLATE_DATES =
            Pattern.compile("^(Environment: ipython\n)?(Cutting Knowledge Date: [^\n]*\n)(Today Date: [^\n]*)(\n+|$)");

    boolean marks(String prompt) {
        return prompt.contains(open);
    }

    ArrayNode turns(String prompt) throws RecordRefused {
        ArrayNode messages = Nodes.array();
        int at = prompt.indexOf(open);
        String before = prompt.substring(0, at).replace(BEGIN, "");
        if (!before.isBlank()) {
            throw unreadable("text in front of the first header");
        }
        while (true) {
            int roleEnd = prompt.indexOf(close, at);
            if (roleEnd < 0) {
                throw unreadable("a header without end");
            }
            String role = prompt.substring(at + open.length(), roleEnd).strip();
            int textStart = roleEnd + close.length();
            int next = prompt.indexOf(open, textStart);
            if (next < 0) {
                return finish(messages, role, prompt.substring(textStart));
            }
            add(messages, role, ended(prompt.substring(textStart, next)));
            at = next;
        }
    }

    private ArrayNode finish(ArrayNode messages, String role, String text) throws RecordRefused {
        boolean openAssistant = role.equals("assistant") && text.isBlank();
        if (!openAssistant) {
            add(messages, role, endOf(text).isEmpty() ? text.strip() : ended(text));
        }
        return messages;
    }

    private static void add(ArrayNode messages, String role, String text) throws RecordRefused {
        switch (role) {
            case "system" -> {
                String own = TEMPLATE_DATES.matcher(text).replaceFirst("").strip();
                if (!own.isEmpty()) {
                    messages.add(Nodes.message(role, own));
                }
            }
            case "user" -> messages.add(Nodes.message(role, text));
            case "assistant" ->
                messages.add(Nodes.message(role, Reasoning.split(text).answer()));
            case "ipython", "tool" -> messages.add(Nodes.message("tool", text));
            default -> throw unreadable("the role " + role);
        }
    }

    private String ended(String text) throws RecordRefused {
        String stripped = text.strip();
        String end = endOf(stripped);
        if (end.isEmpty()) {
            throw unreadable("a turn without end mark");
        }
        return stripped.substring(0, stripped.length() - end.length()).strip();
    }

    private String endOf(String text) {
        return ends.stream().filter(text.strip()::endsWith).findFirst().orElse("");
    }

    private static RecordRefused unreadable(String detail) {
        return new RecordRefused(QuarantineReason.UNREADABLE_TEMPLATE, detail);
    }
}
