package dev.hone.policy.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.DataException;
import dev.hone.error.ModelException;
import dev.hone.policy.template.builtin.Globals;
import dev.hone.policy.template.parse.Parser;
import dev.hone.policy.template.parse.Statement;
import dev.hone.policy.template.render.Renderer;
import dev.hone.policy.template.render.Scope;
import dev.hone.policy.template.value.ConversationSize;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.Value;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A parsed chat template. Immutable: one instance can render from many threads. */
public final class ChatTemplate {

    private final List<Statement> body;

    private ChatTemplate(List<Statement> body) {
        this.body = body;
    }

    /**
     * Parses a template.
     *
     * @throws ModelException where it uses anything that this subset does not render exactly
     */
    public static ChatTemplate parse(String source) {
        return new ChatTemplate(Parser.parse(source));
    }

    /**
     * Renders a conversation.
     *
     * @param modelVariables texts that belong to the model, such as {@code bos_token}; they count as the template's own
     * @param conversation {@code messages}, {@code tools} and all else that users bring; JSON null is none
     * @param now what {@code strftime_now} sees
     * @throws DataException where the template refuses the conversation, or fails on it as it would in Python
     * @throws ModelException where it needs far more budget, memory or stack for a short conversation than any prompt does
     */
    public RenderedChat render(
            Map<String, String> modelVariables, Map<String, JsonNode> conversation, LocalDateTime now) {
        RenderBudget budget = new RenderBudget(ConversationSize.of(conversation.values()));
        Map<String, Value> variables = new HashMap<>(Globals.functions(now, budget));
        modelVariables.forEach((name, text) -> variables.put(name, Text.ofTemplate(text)));
        conversation.forEach((name, node) -> variables.put(name, PythonValues.ofJson(node)));
        Scope root = Scope.root(variables);
        return RenderedChat.of(new Renderer(budget).render(body, root.child()));
    }
}
