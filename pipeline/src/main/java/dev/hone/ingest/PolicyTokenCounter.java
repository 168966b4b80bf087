package dev.hone.ingest;

import dev.hone.policy.ChatPrompt;
import dev.hone.policy.HuggingFacePolicyTokenizer;
import dev.hone.policy.PolicyTokenizer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts with the tokenizer of a model directory, which each JVM loads once.
 *
 * @param modelPath Hugging Face model directory, at the same place on every machine
 */
public record PolicyTokenCounter(String modelPath) implements PromptTokenCounter {

    private static final Map<String, PolicyTokenizer> OF_THIS_JVM = new ConcurrentHashMap<>();

    @Override
    public int countTokens(ChatPrompt prompt) {
        return OF_THIS_JVM
                .computeIfAbsent(modelPath, path -> HuggingFacePolicyTokenizer.load(Path.of(path)))
                .encodeChat(prompt)
                .length;
    }
}
