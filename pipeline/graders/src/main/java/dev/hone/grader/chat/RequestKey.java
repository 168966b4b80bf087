package dev.hone.grader.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.commons.codec.digest.DigestUtils;

/** What an answer hangs on, as one name. */
final class RequestKey {

    private static final JsonFactory JSON = new JsonFactory();

    private RequestKey() {}

    /** SHA-256 (hex) of the model's identity, the conversation, all parameters and the vote. */
    static String of(String model, ChatRequest request) {
        StringWriter all = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(all)) {
            json.writeStartArray();
            json.writeString(model);
            json.writeStartArray();
            for (ChatMessage message : request.messages()) {
                json.writeArray(new String[] {message.role(), message.content()}, 0, 2);
            }
            json.writeEndArray();
            json.writeNumber(request.maxTokens());
            json.writeObject(
                    request.temperature().isPresent() ? request.temperature().getAsDouble() : null);
            json.writeObject(request.seed().isPresent() ? request.seed().getAsLong() : null);
            json.writeObject(request.schema().orElse(null));
            json.writeNumber(request.vote());
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a text in memory failed", e);
        }
        return DigestUtils.sha256Hex(all.toString());
    }
}
