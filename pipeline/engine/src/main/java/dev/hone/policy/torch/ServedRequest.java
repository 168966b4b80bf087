package dev.hone.policy.torch;

import dev.hone.policy.SampledCompletion;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.serve.Generation;
import dev.hone.policy.serve.GenerationListener;
import dev.hone.policy.serve.GenerationRequest;

/** A request and who waits for it. A listener that throws has ended its own request and nobody else's. */
final class ServedRequest implements Generation {

    private final GenerationRequest asked;
    private final GenerationListener listener;
    private volatile boolean cancelled;
    private boolean started;

    ServedRequest(GenerationRequest asked, GenerationListener listener) {
        this.asked = asked;
        this.listener = listener;
    }

    GenerationRequest asked() {
        return asked;
    }

    /** The hash of its adapter; empty for the model as it was opened. */
    String adapterSha() {
        return asked.adapter().map(Adapter::sha256).orElse("");
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Its first completion begins; said once. */
    void started(int cachedTokens) {
        if (!started) {
            started = true;
            tell(() -> listener.started(cachedTokens));
        }
    }

    void token(int sample, GeneratedToken token) {
        tell(() -> listener.token(sample, token));
    }

    void ended(int sample, SampledCompletion completion) {
        tell(() -> listener.ended(sample, completion));
    }

    void failed(RuntimeException problem) {
        tell(() -> listener.failed(problem));
        cancelled = true;
    }

    private void tell(Runnable news) {
        if (cancelled) {
            return;
        }
        try {
            news.run();
        } catch (RuntimeException e) {
            cancelled = true;
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
