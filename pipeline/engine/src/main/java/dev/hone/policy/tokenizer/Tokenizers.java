package dev.hone.policy.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.hone.error.ModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Opens Hugging Face tokenizers so that they do what tokenizer.json says and nothing more: DJL's default cuts a text at 512 tokens. */
final class Tokenizers {

    private static final Map<String, String> EXACT = Map.of(
            "addSpecialTokens", "false",
            "truncation", "false",
            "padding", "false");

    private Tokenizers() {}

    static HuggingFaceTokenizer open(Path file) {
        try {
            return HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optAddSpecialTokens(false)
                    .optTruncation(false)
                    .optPadding(false)
                    .build();
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** A tokenizer of changed contents; the file is named in errors only. */
    static HuggingFaceTokenizer ofJson(Path file, String json) {
        try (ByteArrayInputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
            return HuggingFaceTokenizer.newInstance(in, EXACT);
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    private static ModelException unreadable(Path file, Exception cause) {
        return new ModelException(
                file + " is not a tokenizer that can be read: " + cause.getMessage()
                        + ". Take tokenizer.json from the model's own repository",
                cause);
    }

    /** Ids only: DJL's own encode also makes a string and a span of every token, which takes several times as long. */
    static int[] encode(HuggingFaceTokenizer tokenizer, String text) {
        long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false);
        try {
            return Arrays.stream(TokenizersLibrary.LIB.getTokenIds(encoding))
                    .mapToInt(Math::toIntExact)
                    .toArray();
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }
}
