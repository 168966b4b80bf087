package dev.hone.grader.judge.ask;

import dev.hone.grader.chat.ChatMessage;
import dev.hone.grader.chat.ChatModel;
import dev.hone.grader.chat.ChatReply;
import dev.hone.grader.chat.ChatRequest;
import dev.hone.grader.judge.answer.UnreadableAnswerException;
import dev.hone.policy.reasoning.ReasoningSplit;
import dev.hone.policy.reasoning.ReasoningStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A chat model that is asked for verdicts. An answer that cannot be read is sent back once with what is wrong with it; what cannot be read
 * then is no verdict.
 *
 * @param votes answers to each question, at least 1
 * @param temperature of sampling
 * @param seed of sampling, for endpoints that take one
 */
public record Judge(ChatModel model, int votes, double temperature, OptionalLong seed) implements AutoCloseable {

    /** How endpoints say that an answer stopped for want of room. */
    private static final Set<String> CUT = Set.of("length", "max_tokens");

    /** A judge without a seed. */
    public Judge(ChatModel model, int votes, double temperature) {
        this(model, votes, temperature, OptionalLong.empty());
    }

    /** Asks the same question for each vote. */
    public <V> CompletableFuture<Ballot<V>> ask(Question<V> question) {
        return ask(vote -> question);
    }

    /**
     * Asks a question for each vote, all at once. The future fails where the model cannot be asked at all, or none of the requests can have
     * an answer.
     */
    public <V> CompletableFuture<Ballot<V>> ask(IntFunction<Question<V>> questions) {
        int first = model.firstVote();
        List<CompletableFuture<Vote<V>>> asked = IntStream.range(first, first + votes)
                .mapToObj(vote -> ask(questions.apply(vote), vote))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        Ballot.of(asked.stream().map(CompletableFuture::join).toList()));
    }

    @Override
    public void close() {
        model.close();
    }

    private <V> CompletableFuture<Vote<V>> ask(Question<V> question, int vote) {
        return model.ask(request(question, question.messages(), vote)).thenCompose(reply -> {
            try {
                return CompletableFuture.completedFuture(Vote.read(read(question, reply), false, Spending.of(reply)));
            } catch (UnreadableAnswerException e) {
                return repair(question, vote, reply, e.getMessage());
            }
        });
    }

    private <V> CompletableFuture<Vote<V>> repair(Question<V> question, int vote, ChatReply reply, String problem) {
        List<ChatMessage> messages = new ArrayList<>(question.messages());
        messages.add(ChatMessage.assistant(reply.text().isBlank() ? "(no answer)" : reply.text()));
        messages.add(ChatMessage.user(
                ("Your answer does not count: " + problem + ". Give the same verdict again, in the right form.\n\n"
                                + question.reader().instruction())
                        .strip()));
        return model.ask(request(question, messages, vote)).thenApply(second -> {
            Spending spending = Spending.of(reply).plus(Spending.of(second));
            try {
                return Vote.read(read(question, second), true, spending);
            } catch (UnreadableAnswerException e) {
                return Vote.unreadable(e.getMessage() + " (asked twice)", true, spending);
            }
        });
    }

    private <V> ChatRequest request(Question<V> question, List<ChatMessage> messages, int vote) {
        return new ChatRequest(
                messages,
                question.maxTokens(),
                OptionalDouble.of(temperature),
                seed,
                question.reader().schema(),
                vote);
    }

    private static <V> V read(Question<V> question, ChatReply reply) throws UnreadableAnswerException {
        if (CUT.contains(reply.finishReason())) {
            throw new UnreadableAnswerException(
                    "it was cut after " + reply.completionTokens() + " tokens, which is all that maxTokens leaves");
        }
        return question.reader()
                .read(ReasoningSplit.of(ReasoningStyle.Think.standard(), reply.text(), false, new int[0])
                        .answer());
    }
}
