package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.EndpointHandler;
import dev.hone.serving.http.EventSink;
import dev.hone.serving.http.EventSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An answer to a chat, chunk by chunk. An error before the first token is one of HTTP; a later one is an event before the stream ends. */
final class ChatStream implements EventSource, AnswerEvents.Reader {

    private final Asked asked;
    private final ChatRequest request;
    private final ChatAnswer whole;
    private final Runnable answered;
    private final List<TextStream> texts = new ArrayList<>();
    private EventSink sink;
    private boolean begun;

    /**
     * A stream.
     *
     * @param whole gathers the answer besides
     * @param answered is told when it is whole
     */
    ChatStream(Asked asked, ChatRequest request, ChatAnswer whole, Runnable answered) {
        this.asked = asked;
        this.request = request;
        this.whole = whole;
        this.answered = answered;
        for (int g = 0; g < asked.tokens().samples(); g++) {
            texts.add(new TextStream(asked.policy().tokenizer(), asked.tokens().stop()));
        }
    }

    @Override
    public void writeTo(EventSink out) throws IOException {
        sink = out;
        try {
            AnswerEvents.follow(asked, this);
            answered.run();
            if (request.includeUsage()) {
                ObjectNode last = head();
                last.putArray("choices");
                last.set("usage", whole.usage());
                sink.send(last.toString());
            }
        } catch (ApiException e) {
            if (!begun) {
                throw e;
            }
            sink.send(EndpointHandler.error(e).toString());
        }
        sink.send("[DONE]");
    }

    @Override
    public void started(int cachedTokens) {
        whole.started(cachedTokens);
    }

    @Override
    public void token(AnswerFeed.Event.Token token) throws IOException {
        begin();
        whole.token(token);
        String text = texts.get(token.sample()).next(token.token().id());
        if (text.isEmpty() && request.topLogprobs().isEmpty()) {
            return;
        }
        ObjectNode choice = choice(token.sample());
        ((ObjectNode) choice.get("delta")).put("content", text);
        if (request.topLogprobs().isPresent()) {
            choice.putObject("logprobs")
                    .putArray("content")
                    .add(LogprobJson.of(token.token(), asked.policy().tokenizer()));
        }
        send(choice);
    }

    @Override
    public void ended(AnswerFeed.Event.Ended ended) throws IOException {
        begin();
        whole.ended(ended);
        String rest = texts.get(ended.sample()).end(ended.completion());
        if (!rest.isEmpty()) {
            ObjectNode choice = choice(ended.sample());
            ((ObjectNode) choice.get("delta")).put("content", rest);
            send(choice);
        }
        ObjectNode choice = choice(ended.sample());
        choice.put("finish_reason", ChatAnswer.finishReason(ended.completion()));
        send(choice);
    }

    @Override
    public void waiting() throws IOException {
        if (begun) {
            sink.keepAlive();
        }
    }

    /** First a chunk for each choice, in their order: clients read the role there and nowhere else. */
    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        for (int g = 0; g < texts.size(); g++) {
            ObjectNode choice = choice(g);
            ((ObjectNode) choice.get("delta")).put("role", "assistant").put("content", "");
            send(choice);
        }
    }

    private static ObjectNode choice(int sample) {
        ObjectNode choice = JsonNodeFactory.instance.objectNode().put("index", sample);
        choice.putObject("delta");
        return choice.putNull("logprobs").putNull("finish_reason");
    }

    private ObjectNode head() {
        return ChatAnswer.head(asked, "chat.completion.chunk");
    }

    private void send(ObjectNode choice) throws IOException {
        ObjectNode chunk = head();
        ArrayNode choices = chunk.putArray("choices");
        choices.add(choice);
        if (request.includeUsage()) {
            chunk.putNull("usage");
        }
        sink.send(chunk.toString());
    }
}
