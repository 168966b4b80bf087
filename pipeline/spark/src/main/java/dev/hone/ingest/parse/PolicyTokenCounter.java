package dev.hone.ingest.parse;

import dev.hone.policy.template.ChatPrompt;
import dev.hone.policy.template.TemplateSettings;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts with the tokenizer of a model directory, which each JVM loads once.
 *
 * @param modelPath Hugging Face model directory, at the same place on every machine
 * @param template what the chat template sees beside the conversation
 */
public record PolicyTokenCounter(String modelPath, TemplateSettings template) implements PromptTokenCounter {

    private static final Map<PolicyTokenCounter, HuggingFacePolicyTokenizer> OF_THIS_JVM = new ConcurrentHashMap<>();

    /**
     * Loads the tokenizer, so that what is wrong with it is said before there are tasks to fail.
     *
     * @throws dev.hone.error.ModelException where a file is missing or broken, or the chat template cannot be rendered exactly
     */
    public PolicyTokenCounter loaded() {
        tokenizer();
        return this;
    }

    @Override
    public int countTokens(ChatPrompt prompt) {
        return tokenizer().countChatTokens(prompt);
    }

    private HuggingFacePolicyTokenizer tokenizer() {
        return OF_THIS_JVM.computeIfAbsent(
                this, counter -> HuggingFacePolicyTokenizer.load(Path.of(counter.modelPath), counter.template));
    }
}
