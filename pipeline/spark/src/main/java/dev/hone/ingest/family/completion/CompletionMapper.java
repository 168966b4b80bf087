package dev.hone.ingest.family.completion;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.family.BodyMapper;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.LoggedAnswer;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Bodies of InvokeModel with one text as the prompt, which is split back into turns by the marks of its chat template. */
public final class CompletionMapper implements BodyMapper {

    /** Imported models answer in forms of others, so that each is looked for. */
    private static final List<JsonPointer> TEXTS = Arrays.stream(CompletionForm.values())
            .flatMap(form -> form.answers().stream())
            .toList();

    private static final List<JsonPointer> REASONS = Stream.of(
                    "/stop_reason",
                    "/finish_reason",
                    "/completionReason",
                    "/outputs/0/stop_reason",
                    "/generations/0/finish_reason",
                    "/completions/0/finishReason/reason",
                    "/results/0/completionReason",
                    "/choices/0/stop_reason",
                    "/choices/0/finish_reason")
            .map(JsonPointer::compile)
            .toList();

    private final String promptField;
    private final CompletionForm form;

    public CompletionMapper(String promptField, CompletionForm form) {
        this.promptField = promptField;
        this.form = form;
    }

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        if (!body.path("images").isEmpty()) {
            throw new RecordRefused(QuarantineReason.NOT_TEXT_ONLY, "images");
        }
        String prompt = body.path(promptField).asText();
        Optional<TurnMarkers> markers = TurnMarkers.of(form.markers(), prompt);
        if (markers.isEmpty()) {
            return MappedPrompt.ofMessages(Nodes.array().add(ChatNodes.message("user", prompt)));
        }
        return markers.get().read(prompt);
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        StringBuilder text = new StringBuilder();
        Optional<String> reason = Optional.empty();
        for (JsonNode part : body.isArray() ? body : Nodes.array().add(body)) {
            text.append(firstText(part, TEXTS).orElse(""));
            Optional<String> found = firstText(part, REASONS);
            reason = found.isPresent() ? found : reason;
        }
        return LoggedAnswer.ofText(text.toString().strip(), reason);
    }

    private static Optional<String> firstText(JsonNode part, List<JsonPointer> places) {
        return places.stream()
                .map(part::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }
}
