package dev.hone.grader.chat;

import dev.hone.grader.http.RequestHeaders;
import dev.hone.reward.RewardParameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * A model behind an endpoint that speaks OpenAI's protocol.
 *
 * @param endpoint the address up to {@code /chat/completions}, which usually ends in {@code /v1}
 * @param name of the model
 * @param headers of each request
 * @param maxTokensField name of the field that limits the answer
 * @param responseFormat how a schema is passed on: {@code json_schema}, {@code json_object} or {@code none}
 * @param reasoningEffort of models that reason, in the endpoint's words
 */
record OpenAiSettings(
        URI endpoint,
        String name,
        RequestHeaders headers,
        String maxTokensField,
        String responseFormat,
        Optional<String> reasoningEffort)
        implements ModelSettings {

    static final String JSON_SCHEMA = "json_schema";
    static final String JSON_OBJECT = "json_object";

    private static final String MAX_TOKENS = "max_tokens";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    static OpenAiSettings from(RewardParameters section) {
        return new OpenAiSettings(
                address(section, section.requiredText("endpoint")),
                section.requiredText("name"),
                RequestHeaders.read(section),
                section.choice("maxTokensField", MAX_TOKENS, Set.of(MAX_TOKENS, "max_completion_tokens")),
                section.choice("responseFormat", JSON_SCHEMA, Set.of(JSON_SCHEMA, JSON_OBJECT, "none")),
                section.text("reasoningEffort"));
    }

    /** Where requests go to: a query of the address, such as Azure's {@code api-version}, stays behind the path. */
    URI completions() {
        String query = endpoint.getRawQuery() == null ? "" : "?" + endpoint.getRawQuery();
        String base = endpoint.toString().replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        return URI.create(base + "/chat/completions" + query);
    }

    @Override
    public String who() {
        return "The model " + name;
    }

    @Override
    public ChatModel open(EndpointLimits limits) {
        return new OpenAiChat(this, limits.timeout(), System::getenv);
    }

    /** Whatever may change an answer and is not in the request. */
    @Override
    public String identity() {
        return name + " at " + completions()
                + reasoningEffort.map(effort -> ", reasoning effort " + effort).orElse("")
                + (responseFormat.equals(JSON_SCHEMA) ? "" : ", response format " + responseFormat);
    }

    private static URI address(RewardParameters section, String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && uri.getScheme() != null && SCHEMES.contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        if (!address.isEmpty()) {
            section.problem(
                    "endpoint",
                    "is no address of an endpoint: " + address,
                    "Write it up to /chat/completions, such as https://api.openai.com/v1 or http://localhost:8000/v1");
        }
        return URI.create("http://invalid");
    }
}
