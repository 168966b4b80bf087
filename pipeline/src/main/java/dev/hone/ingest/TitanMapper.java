package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Bodies of Amazon Titan Text: one text, taken as one turn of the user. */
final class TitanMapper implements BodyMapper {

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        MappedPrompt prompt = MappedPrompt.ofMessages(
                Nodes.array().add(Nodes.message("user", body.path("inputText").asText())));
        ChatMessages.requirePrompt(prompt.messages());
        return prompt;
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        StringBuilder text = new StringBuilder();
        Optional<String> reason = Optional.empty();
        for (JsonNode part : body.isArray() ? body : body.path("results")) {
            text.append(part.path("outputText").asText(""));
            Optional<String> found = LoggedAnswer.firstText(part, "completionReason");
            reason = found.isPresent() ? found : reason;
        }
        return LoggedAnswer.ofText(text.toString(), reason);
    }
}
