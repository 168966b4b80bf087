package dev.hone.grader.openai;

import dev.hone.grader.chat.ChatMessage;
import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.http.RequestException;
import dev.hone.grader.http.Retries;
import dev.hone.grader.http.Waiting;
import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.ask.Ballot;
import dev.hone.grader.judge.ask.Judge;
import dev.hone.grader.judge.ask.Question;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * {@code score_model} and {@code label_model}: a model is asked with the messages of the grader, to which the form of the answer is added.
 *
 * @param judge who is asked
 * @param messages templates of the conversation, by role
 * @param maxTokens room for an answer
 * @param reader of the answer
 * @param scoring what a verdict is worth
 * @param <V> the verdict
 */
record ModelGrader<V>(
        Judge judge, List<Message> messages, int maxTokens, AnswerReader<V> reader, Function<V, RewardResult> scoring)
        implements Grader {

    /** One message. */
    record Message(String role, RowTemplate content) {}

    @Override
    public List<RewardResult> grade(List<GradedSample> samples) {
        return Waiting.forAll(samples.stream().map(this::grade).toList());
    }

    private CompletableFuture<RewardResult> grade(GradedSample sample) {
        List<ChatMessage> asked;
        try {
            asked = conversation(sample);
        } catch (GraderException e) {
            return CompletableFuture.completedFuture(RewardResult.failed(e.getMessage()));
        }
        return judge.ask(new Question<>(asked, maxTokens, reader))
                .thenApply(this::scored)
                .exceptionallyCompose(failure -> failed(Retries.cause(failure)));
    }

    private List<ChatMessage> conversation(GradedSample sample) {
        List<ChatMessage> asked = new ArrayList<>();
        for (int m = 0; m < messages.size(); m++) {
            String text = messages.get(m).content().render(sample);
            boolean last = m == messages.size() - 1;
            asked.add(new ChatMessage(messages.get(m).role(), last ? text + "\n\n" + reader.instruction() : text));
        }
        return asked;
    }

    private RewardResult scored(Ballot<V> ballot) {
        RewardResult unreadable = ballot.result(verdicts -> scoring.apply(verdicts.get(0)));
        return unreadable.error().isEmpty()
                ? unreadable
                : ballot.failed(GraderException.MODEL_PARSE + ": "
                        + ballot.failure().orElse(unreadable.error().get()));
    }

    private static CompletableFuture<RewardResult> failed(Throwable failure) {
        if (failure instanceof GraderException) {
            return CompletableFuture.completedFuture(RewardResult.failed(failure.getMessage()));
        }
        return failure instanceof RequestException
                ? CompletableFuture.completedFuture(
                        RewardResult.failed(GraderException.MODEL_SERVER + ": " + failure.getMessage()))
                : CompletableFuture.failedFuture(failure);
    }

    @Override
    public boolean asksSomebody() {
        return true;
    }
}
