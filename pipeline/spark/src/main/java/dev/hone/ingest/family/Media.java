package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.Set;

/** Pictures, sound and films beside the texts of a conversation: without them the texts ask for something else, so it is refused. */
public final class Media {

    /** Types of parts of a message, and fields that parts have them in. */
    private static final Set<String> PARTS = Set.of(
            "image_url", "image", "input_image", "input_audio", "audio", "video_url", "video", "file", "document");

    /** Fields of a message in the forms of Ollama, ms-swift and OpenAI's audio models. */
    private static final Set<String> OF_MESSAGES = Set.of("image", "images", "video", "videos", "audio", "audios");

    /** Columns of verl and of other libraries that train from rows. */
    private static final Set<String> COLUMNS = Set.of("images", "videos", "audios");

    private Media() {}

    /** Refuses a part of a message that is none of text, whether its type or a field of it says so. */
    static void requireTextPart(JsonNode part) throws RecordRefused {
        String type = part.path("type").asText();
        if (PARTS.contains(type)) {
            throw refused(type);
        }
        requireNone(part, PARTS);
    }

    public static void requireNone(JsonNode message) throws RecordRefused {
        requireNone(message, OF_MESSAGES);
    }

    /** Refuses a row with a list of media, or with the content of one as Hugging Face's data sets hold it. */
    public static void requireNone(JsonRecord row) throws RecordRefused {
        for (var field : row.fields().entrySet()) {
            JsonNode value = field.getValue().value();
            JsonNode first = value.isArray() ? value.path(0) : value;
            boolean listed = COLUMNS.contains(field.getKey()) && value.isArray() && !value.isEmpty();
            if (listed || (first.isObject() && first.path("bytes").isTextual())) {
                throw refused(field.getKey());
            }
        }
    }

    private static void requireNone(JsonNode node, Set<String> fields) throws RecordRefused {
        for (String field : fields) {
            JsonNode value = node.path(field);
            if (value.isContainerNode() ? !value.isEmpty() : !value.asText("").isEmpty()) {
                throw refused(field);
            }
        }
    }

    private static RecordRefused refused(String detail) {
        return new RecordRefused(QuarantineReason.NOT_TEXT_ONLY, detail);
    }
}
