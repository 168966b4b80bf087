package dev.hone.grader.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The bytes of an answer, of which no more than a limit are read. */
final class LimitedBody implements BodySubscriber<byte[]> {

    /** The answer is longer than the limit. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(long limit) {
            super("the answer is longer than " + limit + " bytes");
        }
    }

    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    private final long limit;
    private long length;
    private Flow.Subscription subscription;

    LimitedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return bytes.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        bytes.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (length > limit) {
            return; // what was under way when it was cancelled
        }
        length += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (length > limit) {
            subscription.cancel();
            bytes.onError(new TooLongException(limit));
        } else {
            bytes.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (length <= limit) {
            bytes.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (length <= limit) {
            bytes.onComplete();
        }
    }
}
