package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.deploy.ServedPolicy;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.EndpointHandler;
import dev.hone.serving.http.EventSink;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** POST /v1/completions: texts go on without a chat template. */
public final class CompletionsApi {

    private final Deployments deployments;

    public CompletionsApi(Deployments deployments) {
        this.deployments = deployments;
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/v1/completions", Optional.of(Scope.INFER), this::answer));
    }

    private ApiAnswer answer(ApiRequest http) {
        CompletionRequest request = CompletionRequest.read(http.json());
        ServedPolicy policy = ChatApi.find(deployments, request.model());
        int[] prompt = request.promptTokens(policy.tokenizer());
        Answer answer = new Answer(Asked.of(policy, "cmpl-", prompt, request.tokens(), request.topLogprobs()), request);
        if (request.stream()) {
            return new ApiAnswer.Stream(answer::stream);
        }
        ChatApi.follow(answer.asked, answer);
        return ApiAnswer.json(answer.whole());
    }

    /** One answer, gathered or streamed. */
    private static final class Answer implements AnswerEvents.Reader {

        private final Asked asked;
        private final CompletionRequest request;
        private final Usage usage;
        private final List<TextStream> texts = new ArrayList<>();
        private final Map<Integer, SampledCompletion> completions = new TreeMap<>();
        private final Map<Integer, List<GeneratedToken>> tokens = new TreeMap<>();
        private Optional<EventSink> sink = Optional.empty();
        private boolean begun;

        private Answer(Asked asked, CompletionRequest request) {
            this.asked = asked;
            this.request = request;
            this.usage = new Usage(asked.promptTokens());
            for (int g = 0; g < asked.tokens().samples(); g++) {
                texts.add(new TextStream(
                        asked.policy().tokenizer(), asked.tokens().stop()));
            }
        }

        private void stream(EventSink out) throws IOException {
            sink = Optional.of(out);
            try {
                AnswerEvents.follow(asked, this);
                if (request.includeUsage()) {
                    ObjectNode last = head();
                    last.putArray("choices");
                    last.set("usage", usage.json());
                    out.send(last.toString());
                }
            } catch (ApiException e) {
                if (!begun) {
                    throw e;
                }
                out.send(EndpointHandler.error(e).toString());
            }
            out.send("[DONE]");
        }

        @Override
        public void started(int cachedTokens) {
            usage.cached(cachedTokens);
        }

        @Override
        public void token(AnswerFeed.Event.Token token) throws IOException {
            tokens.computeIfAbsent(token.sample(), none -> new ArrayList<>()).add(token.token());
            String text = texts.get(token.sample()).next(token.token().id());
            if (!text.isEmpty()) {
                send(choice(token.sample(), text, null));
            }
        }

        @Override
        public void ended(AnswerFeed.Event.Ended ended) throws IOException {
            usage.add(ended.completion());
            completions.put(ended.sample(), ended.completion());
            String rest = texts.get(ended.sample()).end(ended.completion());
            send(choice(ended.sample(), rest, ChatAnswer.finishReason(ended.completion())));
        }

        @Override
        public void waiting() throws IOException {
            if (begun) {
                sink.orElseThrow().keepAlive();
            }
        }

        private ObjectNode whole() {
            ObjectNode answer = head();
            ArrayNode choices = answer.putArray("choices");
            completions.forEach((sample, completion) -> {
                ObjectNode choice = choice(sample, completion.text(), ChatAnswer.finishReason(completion));
                request.topLogprobs().ifPresent(count -> choice.set("logprobs", logprobs(tokens.get(sample))));
                choices.add(choice);
            });
            answer.set("usage", usage.json());
            return answer;
        }

        private ObjectNode logprobs(List<GeneratedToken> drawn) {
            PolicyTokenizer tokenizer = asked.policy().tokenizer();
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode texts = node.putArray("tokens");
            ArrayNode logprobs = node.putArray("token_logprobs");
            ArrayNode tops = node.putArray("top_logprobs");
            for (GeneratedToken token : drawn) {
                texts.add(tokenizer.decode(new int[] {token.id()}));
                logprobs.add(token.logprob());
                ObjectNode top = tops.addObject();
                token.top().forEach(other -> top.put(tokenizer.decode(new int[] {other.id()}), other.logprob()));
            }
            return node;
        }

        private static ObjectNode choice(int sample, String text, String finishReason) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("index", sample)
                    .put("text", text)
                    .putNull("logprobs")
                    .put("finish_reason", finishReason);
        }

        private ObjectNode head() {
            return ChatAnswer.head(asked, "text_completion");
        }

        private void send(ObjectNode choice) throws IOException {
            if (sink.isPresent()) {
                begun = true;
                ObjectNode chunk = head();
                chunk.putArray("choices").add(choice);
                sink.get().send(chunk.toString());
            }
        }
    }
}
