package dev.hone.settings.ingest;

import java.io.Serializable;
import java.util.List;
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

    /** Whether the model with this id is wanted. */
    public boolean wantsModel(String modelId) {
        return modelIds.isEmpty() || modelIds.stream().anyMatch(wanted -> matches(wanted, modelId));
    }

    private static boolean matches(String wanted, String modelId) {
        String pattern = Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(pattern, modelId);
    }
}
