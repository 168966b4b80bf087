package dev.hone.ingest.family;

import java.util.Locale;

/** The shape that a prompt was read from. */
public enum PromptFamily {
    /** Bedrock's Converse and ConverseStream. */
    CONVERSE,
    /** InvokeModel with Anthropic's Messages. */
    ANTHROPIC_MESSAGES,
    /** InvokeModel with Anthropic's text completions: {@code \n\nHuman: … \n\nAssistant:}. */
    ANTHROPIC_TEXT,
    /** InvokeModel with Amazon Nova's messages, which are Converse's. */
    NOVA_MESSAGES,
    /** InvokeModel with Amazon Titan's inputText. */
    TITAN_TEXT,
    /** InvokeModel with a text prompt in the markers of Llama 2, 3 or 4, or in none. */
    LLAMA_TEXT,
    /** InvokeModel with a text prompt, answered in {@code outputs}. */
    MISTRAL_TEXT,
    /** InvokeModel with Cohere Command's text prompt, answered in {@code generations}. */
    COHERE_TEXT,
    /** InvokeModel with Cohere Command R's message and chat history. */
    COHERE_CHAT,
    /** InvokeModel with AI21 Jurassic's text prompt, answered in {@code completions}. */
    AI21_TEXT,
    /** InvokeModel with a text prompt, answered in {@code choices[].text}: DeepSeek R1, Writer and imported models. */
    TEXT_COMPLETIONS,
    /** InvokeModel with chat completions: gpt-oss, Qwen, Mistral chat, Jamba and others. */
    CHAT_COMPLETIONS,
    /** A row of chat-completions JSON lines. */
    CHAT_JSONL,
    /** A row of OpenAI's fine-tuning. */
    OPENAI_JSONL,
    /** A row of Gemini's tuning. */
    GEMINI_JSONL,
    /** A row of verl. */
    VERL,
    /** A row of a table. */
    TABLE;

    /** The name in counts, such as {@code llama_text}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
