package dev.hone.ingest.family.completion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.family.Reasoning;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns that begin with the name of the speaker: {@code \n\nHuman: hi\n\nAssistant:}. Text in front of the first name is the system's.
 *
 * @param label finds the names; its first group is the name
 * @param assistant names of the assistant; the others are the user's
 * @param sentenceMarks marks at the ends of turns that are not text
 * @param endsOpen whether only a prompt that ends in the assistant's name is a conversation, since any text may hold such names
 */
record LabelMarkers(Pattern label, Set<String> assistant, List<String> sentenceMarks, boolean endsOpen)
        implements TurnMarkers {

    static final LabelMarkers CLAUDE = new LabelMarkers(
            Pattern.compile("(?:^\\s*|\\n\\n)(Human|Assistant):"), Set.of("Assistant"), List.of(), false);

    static final LabelMarkers TITAN =
            new LabelMarkers(Pattern.compile("(?:^\\s*|\\n)(User|Bot):"), Set.of("Bot"), List.of(), true);

    static final LabelMarkers COMMAND =
            new LabelMarkers(Pattern.compile("(?:^\\s*|\\n)(User|Chatbot):"), Set.of("Chatbot"), List.of(), true);

    static final LabelMarkers DEEPSEEK = new LabelMarkers(
            Pattern.compile("<｜(User|Assistant)｜>"),
            Set.of("Assistant"),
            List.of("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"),
            false);

    @Override
    public boolean marks(String prompt) {
        boolean user = false;
        boolean assistant = false;
        int end = 0;
        Matcher found = label.matcher(prompt);
        while (found.find()) {
            assistant = isAssistant(found);
            user |= !assistant;
            end = found.end();
        }
        boolean open = assistant && prompt.substring(end).isBlank();
        return user && (open || !endsOpen);
    }

    @Override
    public MappedPrompt read(String prompt) throws RecordRefused {
        ArrayNode messages = Nodes.array();
        Matcher found = label.matcher(prompt);
        String role = "system";
        int start = 0;
        while (found.find()) {
            add(messages, role, prompt.substring(start, found.start()));
            role = isAssistant(found) ? "assistant" : "user";
            start = found.end();
        }
        String last = prompt.substring(start);
        if (!role.equals("assistant") || !Reasoning.isOpening(last)) {
            add(messages, role, last);
        }
        return MappedPrompt.ofMessages(messages);
    }

    private boolean isAssistant(Matcher found) {
        return assistant.contains(found.group(1));
    }

    private void add(ArrayNode messages, String role, String text) throws RecordRefused {
        String own = text;
        for (String mark : sentenceMarks) {
            own = own.replace(mark, "");
        }
        if (equals(DEEPSEEK) && role.equals("assistant") && DeepSeekTools.isIn(own)) {
            DeepSeekTools.add(messages, own);
        } else if (!role.equals("system") || !own.isBlank()) {
            messages.add(ChatNodes.message(role, own.strip()));
        }
    }
}
