package dev.hone.ingest.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text of a line, decoded strictly: a replacement character must never enter a prompt unseen. */
public final class RecordText {

    private static final ObjectWriter ASCII = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer();
    private static final char REPLACEMENT = '\uFFFD';

    private RecordText() {}

    /** The text of bytes that are UTF-8. */
    public static String decode(byte[] bytes) throws RecordRefused {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RecordRefused(QuarantineReason.INVALID_UTF8, "");
        }
    }

    /** What the table keeps of a refused line: its text, or base64 of its bytes where they are not UTF-8. */
    public static String raw(byte[] bytes) {
        try {
            return decode(bytes);
        } catch (RecordRefused e) {
            return "base64:" + Base64.getEncoder().encodeToString(bytes);
        }
    }

    /** JSON as text. What has no UTF-8 form, half of a pair of surrogates that the record escaped, is escaped again. */
    public static String ofJson(JsonNode tree) {
        String text = tree.toString();
        return firstLoneSurrogate(text) < 0 ? text : escaped(tree);
    }

    private static String escaped(JsonNode tree) {
        try {
            return ASCII.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /** Refuses a text that has no UTF-8 form, which Spark would store as a question mark. */
    public static void requireUnicode(String text) throws RecordRefused {
        if (firstLoneSurrogate(text) >= 0) {
            throw new RecordRefused(QuarantineReason.INVALID_UNICODE, "");
        }
    }

    /** Where the first one stands, or -1. */
    private static int firstLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
