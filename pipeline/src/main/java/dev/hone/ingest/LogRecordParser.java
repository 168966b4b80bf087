package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One record of Bedrock's model invocation logging. */
final class LogRecordParser implements RecordParser {

    private static final String DELIVERY_CHECK = "Permissions are correctly set";
    private static final List<String> KEPT_FIELDS =
            List.of("requestId", "modelId", "timestamp", "operation", "region", "requestMetadata");

    private final String joinField;
    private final boolean keepAnswers;

    LogRecordParser(String joinField, boolean keepAnswers) {
        this.joinField = joinField;
        this.keepAnswers = keepAnswers;
    }

    @Override
    public RecordOutcome parse(String line) throws RecordRefused {
        if (line.startsWith(DELIVERY_CHECK)) {
            return new RecordOutcome.Filtered(FilterReason.DELIVERY_CHECK);
        }
        JsonRecord log = JsonRecord.parse(line);
        JsonNode input = log.value("input").filter(JsonNode::isObject).orElse(MissingNode.getInstance());
        String modelId = log.text("modelId").orElse("");
        if (input.isMissingNode() || modelId.isEmpty()) {
            throw new RecordRefused(QuarantineReason.NOT_A_LOG_RECORD, "no modelId or no input");
        }
        if (log.text("errorCode").isPresent()) {
            return new RecordOutcome.Filtered(FilterReason.FAILED_CALL);
        }
        JsonNode request = input.path("inputBodyJson");
        JsonNode response =
                log.value("output").map(output -> output.path("outputBodyJson")).orElse(MissingNode.getInstance());
        if (FamilySniffer.isNotTextGeneration(modelId, request, response)) {
            return new RecordOutcome.Filtered(FilterReason.NOT_TEXT_GENERATION);
        }
        requireBody(input, request);
        if (guardrailIntervened(response)) {
            return new RecordOutcome.Filtered(FilterReason.GUARDRAIL_INTERVENED);
        }
        return map(log, modelId, request, response);
    }

    private RecordOutcome map(JsonRecord log, String modelId, JsonNode request, JsonNode response)
            throws RecordRefused {
        String operation = log.text("operation").orElse("");
        LogForm form = FamilySniffer.form(operation, modelId, request, response)
                .orElseThrow(
                        () -> new RecordRefused(QuarantineReason.UNSUPPORTED_FAMILY, operation + " of " + modelId));
        MappedPrompt prompt = form.mapper().prompt(request);
        LoggedAnswer answer = keepAnswers ? form.mapper().answer(response) : LoggedAnswer.none();
        return new RecordOutcome.Prompt(
                form.family(),
                prompt.messages(),
                prompt.tools(),
                prompt.tools().map(JsonNode::toString),
                Optional.empty(),
                metadata(log, prompt, answer),
                answer.text(),
                log.key(joinField));
    }

    private static void requireBody(JsonNode input, JsonNode request) throws RecordRefused {
        if (request.isObject()) {
            return;
        }
        if (!input.path("inputBodyS3Path").asText().isBlank()) {
            throw new RecordRefused(
                    QuarantineReason.BODY_OFFLOADED,
                    input.get("inputBodyS3Path").asText());
        }
        boolean absent = request.isMissingNode() || request.isNull();
        throw new RecordRefused(
                absent ? QuarantineReason.BODY_MISSING : QuarantineReason.UNSUPPORTED_FAMILY,
                absent
                        ? ""
                        : "the body is a JSON " + request.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    private static boolean guardrailIntervened(JsonNode response) {
        if (response.isArray()) {
            for (JsonNode event : response) {
                if (guardrailIntervened(event)
                        || event.path("messageStop").path("stopReason").asText().equals("guardrail_intervened")) {
                    return true;
                }
            }
            return false;
        }
        return response.path("stopReason").asText().equals("guardrail_intervened")
                || response.path("amazon-bedrock-guardrailAction").asText().equals("INTERVENED");
    }

    private static String metadata(JsonRecord log, MappedPrompt prompt, LoggedAnswer answer) {
        ObjectNode metadata = Nodes.object();
        for (String field : KEPT_FIELDS) {
            log.value(field).ifPresent(value -> metadata.set(field, value));
        }
        prompt.toolChoice().ifPresent(choice -> metadata.set("tool_choice", choice));
        if (!prompt.reasoning().isEmpty()) {
            metadata.set("prompt_reasoning", prompt.reasoning());
        }
        answer.finishReason().ifPresent(reason -> metadata.put("logged_finish_reason", reason));
        answer.reasoning().ifPresent(reasoning -> metadata.put("logged_reasoning", reasoning));
        if (!answer.toolCalls().isEmpty()) {
            metadata.set("logged_tool_calls", answer.toolCalls());
        }
        return metadata.toString();
    }
}
