package dev.hone.grader.judge.ask;

import dev.hone.grader.chat.ChatMessage;
import dev.hone.grader.judge.answer.AnswerReader;
import java.util.List;

/**
 * One question to a judge.
 *
 * @param messages the conversation that asks
 * @param maxTokens room for the answer
 * @param reader of the answer
 * @param <V> the verdict
 */
public record Question<V>(List<ChatMessage> messages, int maxTokens, AnswerReader<V> reader) {

    public Question {
        messages = List.copyOf(messages);
    }
}
