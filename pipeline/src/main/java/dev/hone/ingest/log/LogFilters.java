package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.JsonRecord;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which calls of a log are wanted. Rows of other formats have none of these fields and are not asked.
 *
 * @param metadata what is asked of {@code requestMetadata}
 * @param modelIds model ids, of which a call must have one; {@code *} stands for any characters; all where there are none
 * @param time when the call was made
 */
public record LogFilters(MetadataFilter metadata, List<String> modelIds, TimeRange time) implements Serializable {

    /** Every call. */
    public static final LogFilters NONE = new LogFilters(new MetadataFilter.None(), List.of(), TimeRange.ALL);

    public LogFilters {
        modelIds = List.copyOf(modelIds);
    }

    /** Why a call is not wanted, if it is not. */
    Optional<FilterReason> reasonAgainst(JsonRecord log) {
        if (!metadata.accepts(pairs(log.value("requestMetadata").orElse(MissingNode.getInstance())))) {
            return Optional.of(FilterReason.OTHER_METADATA);
        }
        if (!modelIds.isEmpty() && !wantsModel(log.text("modelId").orElse(""))) {
            return Optional.of(FilterReason.OTHER_MODEL);
        }
        return time.accepts(log.text("timestamp").orElse(""))
                ? Optional.empty()
                : Optional.of(FilterReason.OUTSIDE_TIME_RANGE);
    }

    private boolean wantsModel(String modelId) {
        return modelIds.stream().anyMatch(wanted -> matches(wanted, modelId));
    }

    private static boolean matches(String wanted, String modelId) {
        String pattern = Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(pattern, modelId);
    }

    private static Map<String, String> pairs(JsonNode metadata) {
        Map<String, String> pairs = new HashMap<>();
        metadata.properties()
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asText()));
        return pairs;
    }
}
