package dev.hone.ingest;

import java.util.Locale;

/** The shape that a prompt was read from. */
public enum PromptFamily {
    /** Bedrock's Converse and ConverseStream. */
    CONVERSE,
    /** InvokeModel with Anthropic's Messages. */
    ANTHROPIC_MESSAGES,
    /** InvokeModel with Amazon Nova's messages, which are Converse's. */
    NOVA_MESSAGES,
    /** InvokeModel with a text prompt in the markers of Llama 2, 3 or 4, or in none. */
    LLAMA_TEXT,
    /** InvokeModel with chat completions: gpt-oss, Qwen, Mistral chat, Jamba and others. */
    CHAT_COMPLETIONS,
    /** InvokeModel with Amazon Titan's inputText. */
    TITAN_TEXT,
    /** A row of chat-completions JSON lines. */
    CHAT_JSONL;

    /** The name in counts, such as {@code llama_text}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
