package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.RowColumns;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of tables, and of data sets that other services and libraries train from: columns say where the parts of a prompt are. */
public final class TableRowParser implements RecordParser {

    private final String family;
    private final RowColumns columns;
    private final String joinField;
    private final boolean keepAnswers;

    /**
     * A parser.
     *
     * @param family what its prompts are counted as
     * @param columns where the parts of a prompt are
     * @param joinField top-level field that references are joined by; empty where there are none
     * @param keepAnswers whether logged answers are kept
     */
    public TableRowParser(String family, RowColumns columns, String joinField, boolean keepAnswers) {
        this.family = family;
        this.columns = columns;
        this.joinField = joinField;
        this.keepAnswers = keepAnswers;
    }

    @Override
    public RecordOutcome parse(String line) throws RecordRefused {
        JsonRecord row = JsonRecord.parse(line);
        Media.requireNone(row);
        JsonNode turns = turns(row);
        ArrayNode messages = messages(turns);
        Optional<String> system = text(row, columns.system())
                .filter(text -> !ChatMessages.role(messages.path(0)).equals("system"));
        system.ifPresent(text -> messages.insert(0, ChatNodes.message("system", text)));
        Optional<ObjectNode> last =
                RowMetadata.takeAnswer(messages).filter(message -> !RowMetadata.isWithoutWeight(turns));
        MappedPrompt prompt = MappedPrompt.ofMessages(messages);
        Optional<String> lastText =
                last.map(message -> message.path("content").asText()).filter(text -> !text.isBlank());
        Optional<String> answer = lastText.or(() -> text(row, columns.loggedAnswer()));
        Optional<String> toolsText = text(row, columns.tools());
        Optional<JsonNode> tools = toolsText.isPresent() ? ChatTools.named(toolsText.get()) : Optional.empty();
        return new RecordOutcome.Prompt(
                family,
                prompt.messages(),
                tools,
                toolsText.filter(text -> tools.isPresent()),
                ReferenceAnswer.ofAnyKind(row, columns.referenceAnswer()),
                row.without(
                        used(row, system.isPresent(), lastText.isEmpty()),
                        RowMetadata.of(prompt, last.filter(message -> keepAnswers))),
                answer.filter(text -> keepAnswers),
                row.key(joinField));
    }

    private static ArrayNode messages(JsonNode turns) throws RecordRefused {
        return turns.isContainerNode()
                ? ChatMessages.normalise(turns, false)
                : Nodes.array().add(ChatNodes.message("user", turns.textValue()));
    }

    /** A list of messages, or the text of the one that there is. */
    private JsonNode turns(JsonRecord row) throws RecordRefused {
        Optional<JsonRecord.Field> messages = row.field(columns.messages());
        if (messages.isPresent()) {
            return list(messages.get().value());
        }
        Optional<JsonRecord.Field> prompt = row.field(columns.prompt());
        if (prompt.isEmpty()) {
            throw new RecordRefused(
                    QuarantineReason.MISSING_MESSAGES,
                    "neither " + columns.messages() + " nor " + columns.prompt() + " is a column with a value");
        }
        JsonNode value = prompt.get().value();
        return value.isContainerNode() ? value : Nodes.text(prompt.get().plainText());
    }

    /** What is no list is refused here too, lest it be taken for a text. */
    private JsonNode list(JsonNode messages) throws RecordRefused {
        try {
            JsonNode list = messages.isTextual() ? JsonRecord.parseTree(messages.textValue()) : messages;
            return list.isArray() ? list : Nodes.array();
        } catch (RecordRefused notJson) {
            throw new RecordRefused(
                    QuarantineReason.MISSING_MESSAGES, columns.messages() + " holds a text that is not JSON");
        }
    }

    private static Optional<String> text(JsonRecord row, String column) {
        return row.field(column).map(JsonRecord.Field::plainText).filter(text -> !text.isBlank());
    }

    /** The columns that are kept elsewhere; of a path only a part is, so that its column stays. */
    private Set<String> used(JsonRecord row, boolean system, boolean loggedAnswer) {
        Set<String> used = new HashSet<>(List.of(columns.tools(), columns.referenceAnswer()));
        used.add(row.field(columns.messages()).isPresent() ? columns.messages() : columns.prompt());
        if (system) {
            used.add(columns.system());
        }
        if (loggedAnswer) {
            used.add(columns.loggedAnswer());
        }
        return used;
    }
}
