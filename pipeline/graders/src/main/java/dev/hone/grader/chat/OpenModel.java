package dev.hone.grader.chat;

import dev.hone.grader.http.Retries;
import dev.hone.grader.limit.Limiter;
import dev.hone.grader.reply.ReplyStore;
import dev.hone.grader.reply.ReplyStores;
import java.util.HashMap;
import java.util.Map;

/**
 * A model that this process has open: one for equal settings and limits, whoever asks, so that the limits and the budget hold for all of
 * them together. Each run has a store of answers of its own, and so opens its own.
 */
final class OpenModel {

    private static final Map<Key, OpenModel> OPEN = new HashMap<>();

    private final Key key;
    private final ChatModel model;
    private int users;

    record Key(ModelSettings settings, EndpointLimits limits, ReplyStore store) {

        static Key now(ModelSettings settings, EndpointLimits limits) {
            return new Key(settings, limits, ReplyStores.current());
        }
    }

    private OpenModel(Key key) {
        this.key = key;
        EndpointLimits limits = key.limits();
        Limiter limiter = new Limiter(
                key.settings().who(),
                limits.requestsPerMinute(),
                limits.tokensPerMinute(),
                limits.inFlight(),
                limits.maxUsd(),
                spentMicroUsd(key));
        this.model = new RememberedModel(
                new LimitedModel(
                        key.settings().open(limits),
                        limiter,
                        new Retries(key.settings().who(), limits.patience()),
                        new KeptReplies(key.settings().identity(), limits.prices(), key.store())),
                key.store());
    }

    /** Asks the store only where it matters: that takes a query. */
    private static long spentMicroUsd(Key key) {
        return key.limits().maxUsd().isPresent()
                ? key.store().spentMicroUsd(key.settings().identity())
                : 0;
    }

    /** Adds a user. */
    static synchronized OpenModel use(Key key) {
        OpenModel open = OPEN.get(key);
        if (open == null) {
            open = new OpenModel(key);
            OPEN.put(key, open);
        }
        open.users++;
        return open;
    }

    Key key() {
        return key;
    }

    ChatModel model() {
        return model;
    }

    /** Takes a user away, and closes the model after the last. */
    void release() {
        synchronized (OpenModel.class) {
            users--;
            if (users > 0) {
                return;
            }
            OPEN.remove(key);
        }
        model.close();
    }
}
