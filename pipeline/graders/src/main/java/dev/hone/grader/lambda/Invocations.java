package dev.hone.grader.lambda;

import dev.failsafe.Bulkhead;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.hone.grader.http.Retries;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaAsyncClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invokes one Lambda function: no more invocations at a time than are allowed, again and again while the service is throttling. */
final class Invocations implements AutoCloseable {

    private static final Duration DAY = Duration.ofDays(1);

    private final LambdaSettings settings;
    private final LambdaFailures failures;
    private final Retries retries;
    private final FailsafeExecutor<Object> inFlight;
    private final LambdaAsyncClient client;

    /** Of this JVM, on daemon threads: closing them with each client would take seconds. */
    private static final class EventLoops {
        static final SdkEventLoopGroup SHARED =
                SdkEventLoopGroup.builder().numberOfThreads(2).build();
    }

    Invocations(LambdaSettings settings) {
        this.settings = settings;
        this.failures = new LambdaFailures(settings);
        this.retries = new Retries("The Lambda function " + settings.function(), settings.patience());
        this.inFlight = Failsafe.with(
                Bulkhead.builder(settings.concurrency()).withMaxWaitTime(DAY).build());
        this.client = client(settings, failures);
    }

    private static LambdaAsyncClient client(LambdaSettings settings, LambdaFailures failures) {
        LambdaAsyncClientBuilder builder = LambdaAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroup(EventLoops.SHARED)
                        .maxConcurrency(settings.concurrency())
                        .readTimeout(settings.timeout().multipliedBy(2))
                        .tcpKeepAlive(true))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(settings.timeout())
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        settings.region().map(Region::of).ifPresent(builder::region);
        settings.endpoint().ifPresent(builder::endpointOverride);
        try {
            return builder.build();
        } catch (SdkException e) {
            throw failures.misconfigured(e);
        }
    }

    /** The reply to an event. Fails as {@link dev.hone.grader.contract.BatchCalls} has it. */
    CompletableFuture<byte[]> invoke(byte[] event) {
        return retries.run(() -> inFlight.getStageAsync(() -> once(event)));
    }

    private CompletableFuture<byte[]> once(byte[] event) {
        return client.invoke(request -> {
                    request.functionName(settings.function()).payload(SdkBytes.fromByteArrayUnsafe(event));
                    settings.qualifier().ifPresent(request::qualifier);
                })
                .handle((response, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(failures.of(Retries.cause(failure)));
                    }
                    return reply(response);
                });
    }

    private byte[] reply(InvokeResponse response) {
        byte[] payload =
                response.payload() == null ? new byte[0] : response.payload().asByteArrayUnsafe();
        if (response.functionError() == null) {
            return payload;
        }
        throw new CompletionException(failures.ofFunction(payload));
    }

    @Override
    public void close() {
        client.close();
    }
}
