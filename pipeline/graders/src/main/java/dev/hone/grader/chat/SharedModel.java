package dev.hone.grader.chat;

import dev.hone.reward.RewardUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One user's part in an {@link OpenModel}, which the first question opens: definitions are looked at far more often than they are used. */
final class SharedModel implements ChatModel {

    private final ModelSettings settings;
    private final EndpointLimits limits;
    private final int firstVote;
    private Optional<OpenModel> open = Optional.empty();

    SharedModel(ModelSettings settings, EndpointLimits limits, int firstVote) {
        this.settings = settings;
        this.limits = limits;
        this.firstVote = firstVote;
    }

    @Override
    public String identity() {
        return settings.identity();
    }

    @Override
    public int firstVote() {
        return firstVote;
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        try {
            return open().ask(settings.sent(request));
        } catch (RewardUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized ChatModel open() {
        OpenModel.Key now = OpenModel.Key.now(settings, limits);
        if (open.filter(model -> model.key().equals(now)).isEmpty()) {
            close();
            open = Optional.of(OpenModel.use(now));
        }
        return open.orElseThrow().model();
    }

    @Override
    public synchronized void close() {
        open.ifPresent(OpenModel::release);
        open = Optional.empty();
    }
}
