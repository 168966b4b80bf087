package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;

/** Bodies of InvokeModel for Meta Llama: a text prompt, which is split back into turns by the markers of its template. */
final class LlamaTextMapper implements BodyMapper {

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        if (body.path("images").size() > 0) {
            throw new RecordRefused(QuarantineReason.NOT_TEXT_ONLY, "images");
        }
        ArrayNode messages = turns(body.path("prompt").asText());
        ChatMessages.requirePrompt(messages);
        return MappedPrompt.ofMessages(messages);
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        StringBuilder text = new StringBuilder();
        Optional<String> reason = Optional.empty();
        for (JsonNode part : body.isArray() ? body : Nodes.array().add(body)) {
            text.append(part.path("generation").asText(""));
            Optional<String> found = LoggedAnswer.firstText(part, "stop_reason");
            reason = found.isPresent() ? found : reason;
        }
        return LoggedAnswer.ofText(text.toString().strip(), reason);
    }

    private static ArrayNode turns(String prompt) throws RecordRefused {
        if (HeaderMarkers.LLAMA_3.marks(prompt)) {
            return HeaderMarkers.LLAMA_3.turns(prompt);
        }
        if (HeaderMarkers.LLAMA_4.marks(prompt)) {
            return HeaderMarkers.LLAMA_4.turns(prompt);
        }
        if (InstructionMarkers.marks(prompt)) {
            return InstructionMarkers.turns(prompt);
        }
        return Nodes.array().add(Nodes.message("user", prompt));
    }
}
