package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.settings.ingest.LogFilters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which logged calls the filters of the specification leave out. */
final class UnwantedCalls {

    private UnwantedCalls() {}

    /** Why a call is not wanted, if it is not. */
    static Optional<FilterReason> reason(LogFilters filters, JsonRecord log) {
        if (!filters.metadata().accepts(pairs(log.value("requestMetadata").orElse(MissingNode.getInstance())))) {
            return Optional.of(FilterReason.OTHER_METADATA);
        }
        if (!filters.wantsModel(log.text("modelId").orElse(""))) {
            return Optional.of(FilterReason.OTHER_MODEL);
        }
        return filters.time().accepts(log.text("timestamp").orElse(""))
                ? Optional.empty()
                : Optional.of(FilterReason.OUTSIDE_TIME_RANGE);
    }

    private static Map<String, String> pairs(JsonNode metadata) {
        Map<String, String> pairs = new HashMap<>();
        metadata.properties()
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asText()));
        return pairs;
    }
}
