package dev.hone.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.DataException;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.schema.PromptRow;
import java.util.List;
import java.util.Map;

/** Turns rows of {@code prompts} into what the policy reads: chat template, then tokens. */
public final class PromptEncoder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PolicyTokenizer tokenizer;

    public PromptEncoder(PolicyTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The prompts in the same order. */
    public List<EncodedPrompt> encode(List<PromptRow> prompts) {
        return prompts.stream().map(this::encode).toList();
    }

    /** One prompt. */
    public EncodedPrompt encode(PromptRow prompt) {
        ChatPrompt chat = new ChatPrompt(
                parse(prompt, prompt.messages()), prompt.tools().map(tools -> parse(prompt, tools)), Map.of());
        return new EncodedPrompt(prompt.promptId(), tokenizer.encodeChat(chat));
    }

    private static JsonNode parse(PromptRow prompt, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new DataException(
                    "Prompt " + prompt.promptId() + " of the table prompts does not hold JSON: "
                            + e.getOriginalMessage() + ". Ingest it again.",
                    e);
        }
    }
}
