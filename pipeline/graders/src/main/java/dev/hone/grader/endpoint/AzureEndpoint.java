package dev.hone.grader.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.contract.ContractException;
import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.http.RequestException;
import dev.hone.grader.http.Retries;
import dev.hone.grader.http.Waiting;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An endpoint in the contract of Azure's endpoint graders: for each completion {@code {"sample": …, "item": …, "trace_id": …}} is sent, and
 * {@code {"score": x}} comes back. An endpoint that fails with status 500 is asked three times more; then the row has no reward.
 */
public final class AzureEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_REPLY_BYTES = 1 << 20;
    private static final int SERVER_ERROR_RETRIES = 3;
    private static final String SCORE = "score";

    private final EndpointSettings settings;
    private final OptionalDouble passThreshold;
    private EndpointRequests open;

    /** @param passThreshold the least score of a success; empty: results have no outcome */
    public AzureEndpoint(EndpointSettings settings, OptionalDouble passThreshold) {
        this.settings = settings;
        this.passThreshold = passThreshold;
    }

    /**
     * One result per sample, in their order.
     *
     * @throws dev.hone.reward.RewardUnavailableException where nobody can be asked
     */
    public List<RewardResult> score(List<GradedSample> samples) {
        EndpointRequests requests = requests();
        return Waiting.forAll(
                samples.stream().map(sample -> score(requests, sample)).toList());
    }

    private CompletableFuture<RewardResult> score(EndpointRequests requests, GradedSample sample) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("sample", sample.sample());
        body.set("item", sample.item());
        body.put("trace_id", "trace_" + UUID.randomUUID());
        long startNanos = System.nanoTime();
        return requests.send(body.toString().getBytes(StandardCharsets.UTF_8))
                .thenApply(reply -> read(reply).withLatencyMillis((System.nanoTime() - startNanos) / 1_000_000))
                .exceptionallyCompose(failure -> failed(Retries.cause(failure)));
    }

    private static CompletableFuture<RewardResult> failed(Throwable failure) {
        return failure instanceof ContractException || failure instanceof RequestException
                ? CompletableFuture.completedFuture(RewardResult.failed(failure.getMessage()))
                : CompletableFuture.failedFuture(failure);
    }

    private RewardResult read(byte[] reply) {
        JsonNode json;
        try {
            json = JSON.readTree(reply);
        } catch (IOException e) {
            return RewardResult.failed("bad_output: the endpoint's answer is no JSON");
        }
        JsonNode score = json.path(SCORE);
        if (!score.isNumber()) {
            return RewardResult.failed(
                    score.isMissingNode()
                            ? "missing_score: the endpoint's answer has no field score"
                            : "not_a_number: the field score of the endpoint's answer is not a number");
        }
        double value = score.doubleValue();
        if (!Double.isFinite(value)) {
            return RewardResult.failed("not_finite: the endpoint's score is " + value);
        }
        Optional<Boolean> outcome =
                passThreshold.isPresent() ? Optional.of(value >= passThreshold.getAsDouble()) : Optional.empty();
        return new RewardResult(OptionalDouble.of(value), Map.of(), Map.of(), outcome, "", Optional.empty());
    }

    private synchronized EndpointRequests requests() {
        if (open == null) {
            open = new EndpointRequests(settings, MAX_REPLY_BYTES, SERVER_ERROR_RETRIES);
        }
        return open;
    }
}
