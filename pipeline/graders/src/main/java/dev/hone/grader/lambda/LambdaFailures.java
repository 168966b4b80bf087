package dev.hone.grader.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.ConfigException;
import dev.hone.grader.contract.ContractException;
import dev.hone.grader.http.RetryAfter;
import dev.hone.grader.http.RetryableException;
import dev.hone.reward.RewardUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** What failed invocations mean: for their rows, for the next try, or for the whole run. */
final class LambdaFailures {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_CHARACTERS = 300;

    /** Statuses beside 5xx that may pass: too many requests, and a function that is just being updated. */
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(409, 429);

    private static final int TOO_LARGE = 413;

    private final LambdaSettings settings;

    LambdaFailures(LambdaSettings settings) {
        this.settings = settings;
    }

    /** Of the service or of the way to it. */
    Exception of(Throwable failure) {
        if (failure instanceof ApiCallTimeoutException) {
            return new ContractException(
                    ContractException.TIMEOUT,
                    "the Lambda function gave no reply within "
                            + settings.timeout().toMillis() / 1000.0 + " s");
        }
        if (failure instanceof LambdaException service) {
            return ofService(service);
        }
        if (failure instanceof SdkClientException
                && String.valueOf(failure.getMessage()).contains("credentials")) {
            return misconfigured(failure);
        }
        return new RetryableException("cannot reach AWS Lambda: " + failure, Optional.empty(), failure);
    }

    private Exception ofService(LambdaException failure) {
        int status = failure.statusCode();
        if (status == TOO_LARGE) {
            return new ContractException("input_too_large", "the event is larger than Lambda takes: " + said(failure));
        }
        if (WORTH_ANOTHER_TRY.contains(status) || status >= 500) {
            return RetryableException.ofStatus(status, said(failure), retryAfter(failure), failure);
        }
        return misconfigured(failure);
    }

    /** No invocation can succeed. */
    RewardUnavailableException misconfigured(Throwable failure) {
        String said = failure instanceof LambdaException service ? said(service) : failure.getMessage();
        return new RewardUnavailableException(new ConfigException(
                "The Lambda function " + settings.function() + " cannot be invoked: " + said
                        + ". Correct function, qualifier or region, or the credentials that this command runs with, which need"
                        + " lambda:InvokeFunction",
                failure));
    }

    /** Of the function itself: Lambda answers with status 200 and a header, and says in the payload what happened. */
    Exception ofFunction(byte[] payload) {
        JsonNode said = parsed(payload);
        String type = said.path("errorType").asText();
        String message = shown(said.path("errorMessage").asText(new String(payload, StandardCharsets.UTF_8)));
        if (message.contains("Task timed out")) {
            return new ContractException(ContractException.TIMEOUT, message);
        }
        return switch (type) {
            case "Sandbox.Timedout" -> new ContractException(ContractException.TIMEOUT, message);
            case "Runtime.OutOfMemory" -> new ContractException(ContractException.OUT_OF_MEMORY, message);
            case "Runtime.ExitError" -> new ContractException(ContractException.CRASHED, message);
            case "Function.ResponseSizeTooLarge" -> new ContractException(ContractException.OUTPUT_TOO_LARGE, message);
            case "Runtime.ImportModuleError", "Runtime.HandlerNotFound", "Runtime.UserCodeSyntaxError" ->
                new RewardUnavailableException(new ConfigException("The Lambda function " + settings.function()
                        + " cannot start: " + type + ": " + message
                        + ". Correct its code or its handler setting, and deploy it"
                        + " again"));
            default ->
                new ContractException(ContractException.RAISED, type.isEmpty() ? message : type + ": " + message);
        };
    }

    private static JsonNode parsed(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException noJson) {
            return JSON.missingNode(); // then the payload itself is the message
        }
    }

    private static Optional<Duration> retryAfter(LambdaException failure) {
        return failure.awsErrorDetails() == null || failure.awsErrorDetails().sdkHttpResponse() == null
                ? Optional.empty()
                : failure.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("Retry-After")
                        .flatMap(header -> RetryAfter.of(header, Clock.systemUTC()));
    }

    private static String said(LambdaException failure) {
        return shown(failure.getMessage());
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
