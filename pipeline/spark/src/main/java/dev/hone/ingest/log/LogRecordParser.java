package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.LoggedAnswer;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.LogFilters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One record of Bedrock's model invocation logging. */
public final class LogRecordParser implements RecordParser {

    private static final String DELIVERY_CHECK = "Permissions are correctly set";
    private static final List<String> KEPT_FIELDS =
            List.of("requestId", "modelId", "timestamp", "operation", "region", "requestMetadata");

    private final String joinField;
    private final boolean keepAnswers;
    private final LogFilters filters;
    private final OffloadedBodies offloaded;

    public LogRecordParser(String joinField, boolean keepAnswers) {
        this(joinField, keepAnswers, LogFilters.NONE, OffloadedBodies.NONE);
    }

    public LogRecordParser(String joinField, boolean keepAnswers, LogFilters filters, OffloadedBodies offloaded) {
        this.joinField = joinField;
        this.keepAnswers = keepAnswers;
        this.filters = filters;
        this.offloaded = offloaded;
    }

    @Override
    public RecordOutcome parse(String line) throws RecordRefused {
        String text = CloudWatchLine.withoutTime(line);
        if (text.startsWith(DELIVERY_CHECK)) {
            return new RecordOutcome.Filtered(FilterReason.DELIVERY_CHECK);
        }
        JsonRecord object = JsonRecord.parse(text);
        Optional<String> message = CloudWatchLine.message(object);
        return message.isPresent() ? parse(message.get()) : parse(object);
    }

    /** The log record in a line. */
    static JsonRecord record(String line) throws RecordRefused {
        JsonRecord object = JsonRecord.parse(CloudWatchLine.withoutTime(line));
        Optional<String> message = CloudWatchLine.message(object);
        return message.isPresent() ? record(message.get()) : object;
    }

    private RecordOutcome parse(JsonRecord log) throws RecordRefused {
        String modelId = log.text("modelId").orElse("");
        if (log.value("input").filter(JsonNode::isObject).isEmpty() || modelId.isEmpty()) {
            throw new RecordRefused(
                    QuarantineReason.NOT_A_LOG_RECORD,
                    CloudWatchLine.isEnvelope(log) ? CloudWatchLine.ENVELOPE_ADVICE : "no modelId or no input");
        }
        Optional<FilterReason> unwanted = UnwantedCalls.reason(filters, log);
        if (unwanted.isPresent()) {
            return new RecordOutcome.Filtered(unwanted.get());
        }
        if (log.text("errorCode").isPresent()) {
            return new RecordOutcome.Filtered(FilterReason.FAILED_CALL);
        }
        LoggedBodies inRecord = LoggedBodies.inRecord(log);
        if (FamilySniffer.isNotTextGeneration(modelId, inRecord.request(), inRecord.response())) {
            return new RecordOutcome.Filtered(FilterReason.NOT_TEXT_GENERATION);
        }
        LoggedBodies bodies = inRecord.resolved(log, offloaded);
        if (FamilySniffer.isNotTextGeneration(modelId, bodies.request(), bodies.response())) {
            return new RecordOutcome.Filtered(FilterReason.NOT_TEXT_GENERATION);
        }
        requireBody(bodies.request());
        if (guardrailIntervened(bodies.response())) {
            return new RecordOutcome.Filtered(FilterReason.GUARDRAIL_INTERVENED);
        }
        return map(log, modelId, bodies);
    }

    private RecordOutcome map(JsonRecord log, String modelId, LoggedBodies bodies) throws RecordRefused {
        String operation = log.text("operation").orElse("");
        LogForm form = FamilySniffer.form(operation, modelId, bodies.request(), bodies.response())
                .orElseThrow(
                        () -> new RecordRefused(QuarantineReason.UNSUPPORTED_FAMILY, operation + " of " + modelId));
        MappedPrompt prompt = form.mapper().prompt(bodies.request());
        LoggedAnswer answer = keepAnswers ? form.mapper().answer(bodies.response()) : LoggedAnswer.none();
        ObjectNode metadata = metadata(log, prompt, answer);
        bodies.unread().ifPresent(location -> metadata.put("outputBodyS3Path", location));
        return new RecordOutcome.Prompt(
                form.family(),
                prompt.messages(),
                prompt.tools(),
                prompt.tools().map(JsonNode::toString),
                Optional.empty(),
                metadata.toString(),
                answer.text(),
                log.key(joinField));
    }

    private static void requireBody(JsonNode request) throws RecordRefused {
        if (LoggedBodies.isMissing(request)) {
            throw new RecordRefused(QuarantineReason.BODY_MISSING, "");
        }
        if (!request.isObject()) {
            String kind = request.getNodeType().name().toLowerCase(Locale.ROOT);
            throw new RecordRefused(QuarantineReason.UNSUPPORTED_FAMILY, "the body is a JSON " + kind);
        }
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

    private static ObjectNode metadata(JsonRecord log, MappedPrompt prompt, LoggedAnswer answer) {
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
        return metadata;
    }
}
