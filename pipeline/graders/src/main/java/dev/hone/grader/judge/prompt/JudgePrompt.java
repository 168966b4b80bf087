package dev.hone.grader.judge.prompt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.grader.chat.ChatMessage;
import dev.hone.grader.template.Template;
import java.util.List;

/** A prompt for a judge: rules that always hold, and a text with variables. */
public final class JudgePrompt {

    private static final Template RULES = new Template(PromptResource.text("rules"));

    private final String text;
    private final Template template;

    /** @throws IllegalArgumentException if the text's variables are not written as {@link Template} says */
    public JudgePrompt(String text) {
        this.text = text;
        this.template = new Template(text);
    }

    /** As its author wrote it. */
    public String text() {
        return text;
    }

    /** The variables that it uses. */
    public List<String> variables() {
        return template.variables();
    }

    /**
     * The conversation that asks.
     *
     * @param instruction the form of the answer; empty where the prompt says it
     * @throws dev.hone.grader.template.UnknownVariableException if a variable has no value here
     */
    public List<ChatMessage> messages(PromptValues values, String instruction) {
        Fence fence = values.fence();
        String rules = RULES.render(JsonNodeFactory.instance.objectNode().put("mark", fence.mark()));
        return List.of(
                ChatMessage.system((rules.strip() + "\n\n" + instruction).strip()),
                ChatMessage.user(
                        template.render(values.all(fence), (variable, value) -> values.shown(fence, variable, value))
                                .strip()));
    }
}
