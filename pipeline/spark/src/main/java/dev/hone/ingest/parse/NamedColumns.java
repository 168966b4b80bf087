package dev.hone.ingest.parse;

import dev.hone.ingest.family.RecordOutcome;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.RowColumns;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns that a specification names for parts which a prompt may lack, and of which a misspelt one would go unnoticed.
 *
 * @param columns name of the column by part
 */
public record NamedColumns(Map<Part, String> columns) implements Serializable {

    public static final NamedColumns NONE = new NamedColumns(Map.of());

    /** A part of a prompt, by its key in the specification. */
    public enum Part {
        SYSTEM("system"),
        TOOLS("tools"),
        LOGGED_ANSWER("loggedAnswer");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }

        private String column(RowColumns columns) {
            return switch (this) {
                case SYSTEM -> columns.system();
                case TOOLS -> columns.tools();
                case LOGGED_ANSWER -> columns.loggedAnswer();
            };
        }

        private boolean isIn(RecordOutcome.Prompt prompt) {
            return switch (this) {
                case SYSTEM -> prompt.messages().path(0).path("role").asText().equals("system");
                case TOOLS -> prompt.tools().isPresent();
                case LOGGED_ANSWER -> prompt.loggedAnswer().isPresent();
            };
        }
    }

    public NamedColumns {
        columns = Map.copyOf(columns);
    }

    /**
     * Those of a source that are not the ones of its format.
     *
     * @param keepAnswers whether logged answers are kept; else nothing can be said of them
     */
    public static NamedColumns of(PromptSource source, boolean keepAnswers) {
        RowColumns usual = RowColumns.of(source.format());
        Map<Part, String> named = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            String column = part.column(source.columns());
            boolean told = part != Part.LOGGED_ANSWER || keepAnswers;
            if (told && !column.equals(part.column(usual))) {
                named.put(part, column);
            }
        }
        return new NamedColumns(named);
    }

    /** The keys of those that gave a prompt nothing, in order and separated by commas. */
    String lackedBy(RecordOutcome.Prompt prompt) {
        return columns.keySet().stream()
                .filter(part -> !part.isIn(prompt))
                .sorted()
                .map(Part::key)
                .collect(Collectors.joining(","));
    }
}
