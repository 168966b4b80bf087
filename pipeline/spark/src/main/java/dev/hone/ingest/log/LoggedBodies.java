package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hone.ingest.family.LoggedAnswer;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.RecordRefused;
import java.util.Optional;

/**
 * The bodies of a logged call.
 *
 * @param request missing where there is none
 * @param response missing where there is none
 * @param unread location of an offloaded response that is not there: the prompt does not need it
 */
record LoggedBodies(JsonNode request, JsonNode response, Optional<String> unread) {

    /** The bodies that stand in the record itself. */
    static LoggedBodies inRecord(JsonRecord log) {
        return new LoggedBodies(
                part(log, "input").path("inputBodyJson"), part(log, "output").path("outputBodyJson"), Optional.empty());
    }

    /** Where the request body is, if it is in another object. */
    static Optional<String> requestLocation(JsonRecord log) {
        return LoggedAnswer.firstText(part(log, "input"), "inputBodyS3Path");
    }

    /** These bodies, or those of other objects where the record names one. */
    LoggedBodies resolved(JsonRecord log, OffloadedBodies offloaded) throws RecordRefused {
        Optional<String> requestPath = requestLocation(log);
        Optional<String> responsePath = LoggedAnswer.firstText(part(log, "output"), "outputBodyS3Path");
        JsonNode whole = isMissing(request) && requestPath.isPresent() ? offloaded.read(requestPath.get()) : request;
        if (!isMissing(response) || responsePath.isEmpty()) {
            return new LoggedBodies(whole, response, Optional.empty());
        }
        try {
            return new LoggedBodies(whole, offloaded.read(responsePath.get()), Optional.empty());
        } catch (RecordRefused refused) {
            return new LoggedBodies(whole, MissingNode.getInstance(), responsePath);
        }
    }

    static boolean isMissing(JsonNode body) {
        return body.isMissingNode() || body.isNull();
    }

    private static JsonNode part(JsonRecord log, String name) {
        return log.value(name).orElse(MissingNode.getInstance());
    }
}
