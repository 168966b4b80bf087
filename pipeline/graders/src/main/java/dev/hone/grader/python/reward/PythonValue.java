package dev.hone.grader.python.reward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.grader.python.PythonFailure;
import dev.hone.grader.python.PythonResult;
import dev.hone.reward.RewardInput;
import dev.hone.reward.grader.JsonReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Values on their way to Python and back. */
final class PythonValue {

    /** Python writes NaN and Infinity. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private PythonValue() {}

    static JsonNode of(PythonResult.Returned returned) {
        try {
            return JSON.readTree(returned.json());
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(PythonFailure.BAD_OUTPUT);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a value in memory failed", e);
        }
    }

    /** The messages of the prompt: a list of objects with role and content. */
    static JsonNode messages(RewardInput input) {
        return JsonReading.parseWhole(input.messages())
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new IllegalArgumentException("the messages of a prompt are no JSON array"));
    }

    /** The text of the last message of the user: what most people call the prompt. */
    static JsonNode prompt(RewardInput input) {
        String prompt = "";
        for (JsonNode message : messages(input)) {
            if (message.path("role").asText().equals("user")) {
                prompt = text(message.path("content"));
            }
        }
        return TextNode.valueOf(prompt);
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    /** An object or a list as JSON, all else as the text that it was in the dataset, None without a reference. */
    static JsonNode reference(RewardInput input) {
        return input.reference()
                .map(text -> JsonReading.parseWhole(text)
                        .filter(JsonNode::isContainerNode)
                        .orElseGet(() -> TextNode.valueOf(text)))
                .orElse(NullNode.getInstance());
    }

    /** What else came with the prompt: an object, empty where nothing did. */
    static JsonNode metadata(RewardInput input) {
        Optional<JsonNode> metadata =
                input.metadata().flatMap(JsonReading::parseWhole).filter(JsonNode::isObject);
        return metadata.orElseGet(JSON::createObjectNode);
    }
}
