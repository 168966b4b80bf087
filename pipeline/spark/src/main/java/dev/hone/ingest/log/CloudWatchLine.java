package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.record.JsonRecord;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Log records that came by way of CloudWatch: lines of an export to S3 begin with the time of the event, and events that were fetched hold
 * the record as the text of {@code message} or {@code @message}.
 */
final class CloudWatchLine {

    private static final Pattern TIME = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z ");

    /** What to do about many events in one record. */
    static final String ENVELOPE_ADVICE =
            "it is what a CloudWatch subscription delivers, with many events in one: have Firehose"
                    + " decompress it and extract the messages with a line end behind each, or export the log group to S3";

    private CloudWatchLine() {}

    /** The line without the time of the event. */
    static String withoutTime(String line) {
        return TIME.matcher(line).replaceFirst("");
    }

    /** Whether the object is what a subscription delivers. */
    static boolean isEnvelope(JsonRecord object) {
        return object.value("logEvents").filter(JsonNode::isArray).isPresent();
    }

    /** The text of an event's record, where the object is an event. */
    static Optional<String> message(JsonRecord object) {
        if (object.value("modelId").isPresent()) {
            return Optional.empty();
        }
        return object.value("message")
                .or(() -> object.value("@message"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }
}
