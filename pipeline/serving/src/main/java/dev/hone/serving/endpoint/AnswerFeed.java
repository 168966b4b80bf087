package dev.hone.serving.endpoint;

import dev.hone.policy.SampledCompletion;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.serve.GenerationListener;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the engine says of a request, for the thread that writes it to the client: the engine never waits for a socket. It holds as much as
 * the request's tokens at most.
 */
final class AnswerFeed implements GenerationListener {

    /** Something that the engine said. */
    sealed interface Event {

        /** The prompt is computed. */
        record Started(int cachedTokens) implements Event {}

        /** A token was drawn. */
        record Token(int sample, GeneratedToken token) implements Event {}

        /** A completion has ended. */
        record Ended(int sample, SampledCompletion completion) implements Event {}

        /** Nothing more comes. */
        record Failed(RuntimeException problem) implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** The next one; empty where none has come in time. */
    Optional<Event> next(long millis) throws InterruptedException {
        return Optional.ofNullable(events.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void started(int cachedTokens) {
        events.add(new Event.Started(cachedTokens));
    }

    @Override
    public void token(int sample, GeneratedToken token) {
        events.add(new Event.Token(sample, token));
    }

    @Override
    public void ended(int sample, SampledCompletion completion) {
        events.add(new Event.Ended(sample, completion));
    }

    @Override
    public void failed(RuntimeException problem) {
        events.add(new Event.Failed(problem));
    }
}
