package dev.hone.serving.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A chat that was answered whole.
 *
 * @param at when it was asked
 * @param caller name of the key
 * @param deployment that answered
 * @param adapterSha of its adapter; empty for a base model
 * @param question the body of the request
 * @param answer the body of the answer, chunks of a stream put together
 */
public record ServedChat(
        Instant at, String caller, String deployment, String adapterSha, JsonNode question, JsonNode answer) {

    private static final String ACCOUNT = "000000000000";
    static final String REGION = "us-east-1";

    /** Its id, which feedback names. */
    public String id() {
        return answer.path("id").asText();
    }

    /** A record of Bedrock's invocation log (schema 1.0), with a member {@code hone} that other readers pass over. */
    ObjectNode json() {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("schemaType", "ModelInvocationLog")
                .put("schemaVersion", "1.0")
                .put("timestamp", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("accountId", ACCOUNT);
        line.putObject("identity").put("arn", "arn:hone:key/" + caller);
        line.put("region", REGION)
                .put("requestId", id())
                .put("operation", "InvokeModel")
                .put("modelId", "arn:aws:bedrock:" + REGION + ":" + ACCOUNT + ":custom-model-deployment/" + deployment);
        if (question.path("metadata").isObject()) {
            line.set("requestMetadata", question.get("metadata"));
        }
        ObjectNode input = line.putObject("input").put("inputContentType", "application/json");
        input.set("inputBodyJson", question);
        input.put("inputTokenCount", answer.path("usage").path("prompt_tokens").asInt());
        ObjectNode output = line.putObject("output").put("outputContentType", "application/json");
        output.set("outputBodyJson", answer);
        output.put(
                "outputTokenCount",
                answer.path("usage").path("completion_tokens").asInt());
        line.putObject("hone")
                .put("schema", 1)
                .put("deployment", deployment)
                .put("adapter_sha", adapterSha)
                .put("fingerprint", answer.path("system_fingerprint").asText());
        return line;
    }
}
