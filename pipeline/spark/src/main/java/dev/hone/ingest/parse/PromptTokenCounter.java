package dev.hone.ingest.parse;

import dev.hone.policy.template.ChatPrompt;
import java.io.Serializable;

/**
 * Counts the tokens that a prompt takes with the policy's chat template. Travels to the executors, so an implementation loads its
 * tokenizer there, once per JVM.
 */
@FunctionalInterface
public interface PromptTokenCounter extends Serializable {

    /**
     * Tokens of the rendered prompt, the generation prompt included.
     *
     * @throws dev.hone.error.DataException when the chat template refuses the conversation; the record is quarantined with the message
     */
    int countTokens(ChatPrompt prompt);
}
