package dev.hone.grader.chat;

import dev.hone.error.ConfigException;
import dev.hone.grader.http.RequestException;
import dev.hone.grader.http.RetryAfter;
import dev.hone.grader.http.RetryableException;
import dev.hone.reward.RewardUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;

/** What failed calls of Bedrock mean: for their question, for the next try, or for the whole run. */
record BedrockFailures(BedrockSettings settings, Duration timeout) {

    private static final int BAD_REQUEST = 400;

    /** Statuses beside 5xx that may pass: a model that takes too long, that fails, that is not ready, throttling. */
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 409, 424, 429);

    private static final Set<String> THROTTLING = Set.of("ThrottlingException", "ServiceQuotaExceededException");

    Exception of(Throwable failure) {
        if (failure instanceof ApiCallTimeoutException) {
            return new RetryableException(
                    "no answer within " + timeout.toMillis() / 1000.0 + " s", Optional.empty(), failure);
        }
        if (failure instanceof BedrockRuntimeException service) {
            return ofService(service);
        }
        if (failure instanceof SdkClientException
                && String.valueOf(failure.getMessage()).contains("credentials")) {
            return misconfigured(failure);
        }
        return new RetryableException("cannot reach Bedrock: " + failure, Optional.empty(), failure);
    }

    private Exception ofService(BedrockRuntimeException failure) {
        int status = failure.statusCode();
        if (WORTH_ANOTHER_TRY.contains(status) || status >= 500 || THROTTLING.contains(code(failure))) {
            return RetryableException.ofStatus(status, failure.getMessage(), retryAfter(failure), failure);
        }
        return status == BAD_REQUEST ? new RequestException(failure.getMessage(), failure) : misconfigured(failure);
    }

    /** No call can succeed. */
    RewardUnavailableException misconfigured(Throwable failure) {
        return new RewardUnavailableException(new ConfigException(
                settings.who() + " cannot be asked: " + failure.getMessage()
                        + ". Correct the model's id or its region, or the credentials that this command runs with, which need"
                        + " bedrock:InvokeModel",
                failure));
    }

    private static String code(BedrockRuntimeException failure) {
        return failure.awsErrorDetails() == null
                ? ""
                : String.valueOf(failure.awsErrorDetails().errorCode());
    }

    private static Optional<Duration> retryAfter(BedrockRuntimeException failure) {
        return failure.awsErrorDetails() == null || failure.awsErrorDetails().sdkHttpResponse() == null
                ? Optional.empty()
                : failure.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("Retry-After")
                        .flatMap(header -> RetryAfter.of(header, Clock.systemUTC()));
    }
}
