package dev.hone.policy.tokenizer;

import dev.hone.policy.template.ChatPrompt;
import java.util.List;

/** Text to tokens and back, and the chat template: exactly as the model's own files say. */
public interface PolicyTokenizer {

    /** Token ids of a text that may contain special tokens, without any that the post-processor would add. */
    int[] encode(String text);

    /** Text of tokens; special tokens are skipped. */
    String decode(int[] tokenIds);

    /**
     * The prompt of a conversation: the chat template with the generation prompt, tokenised, exactly one BOS. Special tokens written
     * inside message texts do not become control tokens.
     */
    int[] encodeChat(ChatPrompt prompt);

    /** The text that {@link #encodeChat} tokenises. */
    String renderChat(ChatPrompt prompt);

    /** Ids at which generation ends, from generation_config.json, config.json and the tokenizer. */
    List<Integer> endOfSequenceIds();
}
