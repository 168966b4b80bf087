package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.adapter.Adapter;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.deploy.ServedPolicy;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * POST /inference/v1/generate, as vLLM 0.32 has it: token ids in and out, with the log-probability of each under the temperature that it
 * was drawn with. No text is made, so nothing is lost between sampler and trainer.
 */
public final class TokensApi {

    private static final String TOKENS = "tokens";
    private static final Set<String> HARMLESS = Set.of("request_id", "priority", "cache_salt");
    private static final Set<String> HARMLESS_SAMPLING = Set.of("skip_special_tokens", "detokenize", "output_kind");

    private final Deployments deployments;

    public TokensApi(Deployments deployments) {
        this.deployments = deployments;
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/inference/v1/generate", Optional.of(Scope.INFER), this::generate));
    }

    private ApiAnswer generate(ApiRequest http) {
        Fields fields = new Fields(http.json());
        ServedPolicy policy = ChatApi.find(deployments, fields.requiredText("model"));
        int[] prompt = fields.ids("token_ids");
        Fields sampling = fields.object("sampling_params")
                .orElseThrow(() -> ApiException.invalid("sampling_params", "The request lacks sampling_params"));
        SampledTokens tokens = SampledTokens.read(sampling);
        boolean logprobs = sampling.whole("logprobs", 0, 20).isPresent();
        sampling.requireNoOthers(HARMLESS_SAMPLING);
        String mode = fields.text("output_mode").orElse(TOKENS);
        if (!mode.equals(TOKENS) || fields.truth("stream", false)) {
            throw ApiException.invalid(
                            "output_mode", "This server gives tokens, whole: output_mode tokens, stream false")
                    .withCode("unsupported_parameter");
        }
        fields.requireNoOthers(HARMLESS);
        Completions completions = new Completions(Asked.of(policy, "generate-", prompt, tokens, Optional.empty()));
        ChatApi.follow(completions.asked, completions);
        return ApiAnswer.json(completions.json(logprobs));
    }

    /** The completions of a request as they end. */
    private static final class Completions implements AnswerEvents.Reader {

        private final Asked asked;
        private final Usage usage;
        private final Map<Integer, SampledCompletion> ended = new TreeMap<>();

        private Completions(Asked asked) {
            this.asked = asked;
            this.usage = new Usage(asked.promptTokens());
        }

        @Override
        public void started(int cachedTokens) {
            usage.cached(cachedTokens);
        }

        @Override
        public void token(AnswerFeed.Event.Token token) {
            // the completion has them all when it ends
        }

        @Override
        public void ended(AnswerFeed.Event.Ended event) {
            usage.add(event.completion());
            ended.put(event.sample(), event.completion());
        }

        @Override
        public void waiting() {
            // the client waits for the whole
        }

        private ObjectNode json(boolean logprobs) {
            ObjectNode answer = JsonNodeFactory.instance
                    .objectNode()
                    .put("request_id", asked.id())
                    .put("model", asked.policy().name())
                    .put("output_mode", TOKENS);
            ArrayNode choices = answer.putArray("choices");
            ended.forEach((sample, completion) -> choices.add(choice(sample, completion, logprobs)));
            answer.set("usage", usage.json());
            return answer;
        }

        private ObjectNode choice(int sample, SampledCompletion completion, boolean logprobs) {
            ObjectNode choice = JsonNodeFactory.instance
                    .objectNode()
                    .put("index", sample)
                    .put("finish_reason", ChatAnswer.finishReason(completion));
            ArrayNode ids = choice.putArray("token_ids");
            for (int id : completion.tokenIds()) {
                ids.add(id);
            }
            if (logprobs) {
                ArrayNode content = choice.putObject("logprobs").putArray("content");
                for (int t = 0; t < completion.tokenIds().length; t++) {
                    content.addObject()
                            .put("token_id", completion.tokenIds()[t])
                            .put("logprob", completion.logprobs()[t]);
                }
            } else {
                choice.putNull("logprobs");
            }
            String version = asked.policy().adapter().map(Adapter::sha256).orElse("base");
            choice.putArray("weight_versions")
                    .addObject()
                    .put("version", version)
                    .put("start", 0)
                    .put("end", completion.tokenIds().length);
            return choice;
        }
    }
}
