package dev.hone.grader.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.commons.codec.digest.DigestUtils;

/** What an answer hangs on, as one name. */
final class RequestKey {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestKey() {}

    /** SHA-256 (hex) of the model's identity, the conversation, all parameters and the vote. */
    static String of(String model, ChatRequest request) {
        ArrayNode all = JSON.createArrayNode().add(model);
        ArrayNode messages = all.addArray();
        request.messages()
                .forEach(message -> messages.addArray().add(message.role()).add(message.content()));
        all.add(request.maxTokens());
        request.temperature().ifPresentOrElse(all::add, all::addNull);
        request.seed().ifPresentOrElse(all::add, all::addNull);
        request.schema().ifPresentOrElse(all::add, all::addNull);
        all.add(request.vote());
        return DigestUtils.sha256Hex(all.toString());
    }
}
