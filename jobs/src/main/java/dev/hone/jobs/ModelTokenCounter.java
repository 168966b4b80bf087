package dev.hone.jobs;

import dev.hone.ingest.PromptTokenCounter;
import dev.hone.policy.ChatPrompt;
import dev.hone.policy.HuggingFacePolicyTokenizer;
import dev.hone.policy.PolicyTokenizer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the tokens of prompts with the tokenizer and the chat template of the base model.
 *
 * @param directory the model's folder, under the same path on every executor
 */
record ModelTokenCounter(String directory) implements PromptTokenCounter {

    private static final long serialVersionUID = 1L;
    private static final Map<String, PolicyTokenizer> LOADED = new ConcurrentHashMap<>();

    @Override
    public int countTokens(ChatPrompt prompt) {
        PolicyTokenizer tokenizer =
                LOADED.computeIfAbsent(directory, path -> HuggingFacePolicyTokenizer.load(Path.of(path)));
        return tokenizer.encodeChat(prompt).length;
    }
}
