package dev.hone.grader.chat;

import dev.hone.grader.http.Retries;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** A model of Amazon Bedrock. Converse takes neither a seed nor a schema: the question says what form the answer has. */
final class BedrockChat implements ChatModel {

    private static final String SYSTEM = "system";

    /** Converse's reasons in the words of OpenAI's protocol; others stay as they are. */
    private static final Map<String, String> FINISH_REASONS = Map.of(
            "end_turn", "stop",
            "stop_sequence", "stop",
            "max_tokens", "length",
            "content_filtered", "content_filter",
            "guardrail_intervened", "content_filter");

    private final BedrockSettings settings;
    private final BedrockFailures failures;
    private final BedrockRuntimeAsyncClient client;

    /** Of this JVM, on daemon threads: closing them with each client would take seconds. */
    private static final class EventLoops {
        static final SdkEventLoopGroup SHARED =
                SdkEventLoopGroup.builder().numberOfThreads(2).build();
    }

    /**
     * The model; nothing is sent yet.
     *
     * @throws dev.hone.reward.RewardUnavailableException if no region is known
     */
    BedrockChat(BedrockSettings settings, EndpointLimits limits) {
        this.settings = settings;
        this.failures = new BedrockFailures(settings, limits.timeout());
        BedrockRuntimeAsyncClientBuilder builder = BedrockRuntimeAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(EventLoops.SHARED)
                        .protocol(Protocol.HTTP1_1) // a connection each: one that hangs holds up no other question
                        .maxConcurrency(limits.inFlight())
                        .readTimeout(limits.timeout().multipliedBy(2)))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(limits.timeout())
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        settings.region().map(Region::of).ifPresent(builder::region);
        settings.endpoint().ifPresent(builder::endpointOverride);
        try {
            this.client = builder.build();
        } catch (SdkException e) {
            throw failures.misconfigured(e);
        }
    }

    @Override
    public String identity() {
        return settings.identity();
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        long startNanos = System.nanoTime();
        return client.converse(converse(request)).handle((response, failure) -> {
            if (failure != null) {
                throw new CompletionException(failures.of(Retries.cause(failure)));
            }
            return reply(request, response, (System.nanoTime() - startNanos) / 1_000_000);
        });
    }

    private ConverseRequest converse(ChatRequest request) {
        return ConverseRequest.builder()
                .modelId(settings.modelId())
                .system(request.messages().stream()
                        .filter(message -> message.role().equals(SYSTEM))
                        .map(message -> SystemContentBlock.fromText(message.content()))
                        .toList())
                .messages(request.messages().stream()
                        .filter(message -> !message.role().equals(SYSTEM))
                        .map(message -> Message.builder()
                                .role(message.role())
                                .content(ContentBlock.fromText(message.content()))
                                .build())
                        .toList())
                .inferenceConfig(limits -> {
                    limits.maxTokens(request.maxTokens());
                    request.temperature().ifPresent(temperature -> limits.temperature((float) temperature));
                })
                .build();
    }

    private static ChatReply reply(ChatRequest request, ConverseResponse response, long latencyMillis) {
        String text = response.output() == null || response.output().message() == null
                ? ""
                : response.output().message().content().stream()
                        .map(ContentBlock::text)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining());
        String reason = String.valueOf(response.stopReasonAsString()).toLowerCase(Locale.ROOT);
        boolean counted = response.usage() != null;
        return new ChatReply(
                text,
                FINISH_REASONS.getOrDefault(reason, reason),
                counted ? response.usage().inputTokens() : Prices.tokens(request),
                counted ? response.usage().outputTokens() : Prices.tokens(text),
                OptionalLong.empty(),
                latencyMillis);
    }

    @Override
    public void close() {
        client.close();
    }
}
