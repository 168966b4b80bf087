package dev.hone.serving.endpoint;

import dev.hone.error.HoneException;
import dev.hone.serving.http.ApiException;
import java.io.IOException;
import java.util.Optional;

/** Follows an answer to its end, whoever reads it: the engine is freed when the client has gone. */
final class AnswerEvents {

    private static final long WAIT_MILLIS = 2_000;

    /** Takes what the engine says. */
    interface Reader {

        void started(int cachedTokens) throws IOException;

        void token(AnswerFeed.Event.Token token) throws IOException;

        void ended(AnswerFeed.Event.Ended ended) throws IOException;

        /** Nothing was said for some time. */
        void waiting() throws IOException;
    }

    private AnswerEvents() {}

    /**
     * Reads until every completion has ended.
     *
     * @throws ApiException what the engine failed with
     * @throws IOException when the client has gone
     */
    static void follow(Asked asked, Reader reader) throws IOException {
        int open = asked.tokens().samples();
        try {
            while (open > 0) {
                Optional<AnswerFeed.Event> event = asked.feed().next(WAIT_MILLIS);
                if (event.isEmpty()) {
                    reader.waiting();
                } else {
                    read(event.get(), reader);
                    open -= event.get() instanceof AnswerFeed.Event.Ended ? 1 : 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(503, "The server is being stopped; ask again").retryAfter(5);
        } finally {
            asked.generation().cancel();
        }
    }

    private static void read(AnswerFeed.Event event, Reader reader) throws IOException {
        if (event instanceof AnswerFeed.Event.Started started) {
            reader.started(started.cachedTokens());
        } else if (event instanceof AnswerFeed.Event.Token token) {
            reader.token(token);
        } else if (event instanceof AnswerFeed.Event.Ended ended) {
            reader.ended(ended);
        } else if (event instanceof AnswerFeed.Event.Failed failed) {
            throw failure(failed.problem());
        }
    }

    private static ApiException failure(RuntimeException problem) {
        String message = problem instanceof HoneException || problem instanceof IllegalStateException
                ? problem.getMessage()
                : "unexpected " + problem;
        return new ApiException(500, message).withCode("engine_error");
    }
}
