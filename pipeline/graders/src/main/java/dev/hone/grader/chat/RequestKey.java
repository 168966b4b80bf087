package dev.hone.grader.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** What an answer hangs on, as one name. */
final class RequestKey {

    private static final JsonFactory JSON = new JsonFactory();

    private RequestKey() {}

    /** SHA-256 (hex) of the model's identity, the conversation, all parameters and the vote. */
    static String of(String model, ChatRequest request) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        try (JsonGenerator json =
                JSON.createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            json.writeStartArray();
            write(json, model);
            json.writeStartArray();
            for (ChatMessage message : request.messages()) {
                json.writeStartArray();
                write(json, message.role());
                write(json, message.content());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeNumber(request.maxTokens());
            json.writeObject(
                    request.temperature().isPresent() ? request.temperature().getAsDouble() : null);
            json.writeObject(request.seed().isPresent() ? request.seed().getAsLong() : null);
            if (request.schema().isPresent()) {
                write(json, request.schema().get());
            } else {
                json.writeNull();
            }
            json.writeNumber(request.vote());
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing a text in memory failed", e);
        }
        return Hex.encodeHexString(digest.digest());
    }

    /** As bytes, which takes a third of the time of characters, and has a question mark for a surrogate without its other half. */
    private static void write(JsonGenerator json, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        json.writeUTF8String(utf8, 0, utf8.length);
    }
}
