package dev.hone.reward;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A text file that a definition names: a program, a prompt, a grader of another service.
 *
 * @param name as the specification writes it
 * @param text what it held when the specification was read
 */
public record RewardFile(String name, String text) {

    /** Definitions travel with each task. */
    private static final int MAX_BYTES = 1 << 20;

    private static final String NAME = "name";
    private static final String TEXT = "text";

    public RewardFile {
        requireNonNull(name, "name");
        requireNonNull(text, "text");
    }

    /** The file that a parameter's value holds; empty where the value has another form. */
    static Optional<RewardFile> of(Object value) {
        return value instanceof Map<?, ?> map
                        && map.size() == 2
                        && map.get(NAME) instanceof String name
                        && map.get(TEXT) instanceof String text
                ? Optional.of(new RewardFile(name, text))
                : Optional.empty();
    }

    /** As the value of a parameter. */
    Map<String, Object> value() {
        return Map.of(NAME, name, TEXT, text);
    }

    /**
     * Reads a file.
     *
     * @throws IOException that says in one clause why it cannot be used
     */
    static RewardFile read(String name) throws IOException {
        byte[] bytes = bytes(name);
        try {
            return new RewardFile(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new IOException("the file " + name + " is no text in UTF-8", e);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try {
            Path path = Path.of(name);
            if (!Files.isRegularFile(path)) {
                throw new IOException("there is no file " + name + ", seen from "
                        + Path.of("").toAbsolutePath());
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new IOException(
                        "the file " + name + " has " + Files.size(path) + " bytes, and " + MAX_BYTES + " are allowed");
            }
            return Files.readAllBytes(path);
        } catch (InvalidPathException e) {
            throw new IOException(name + " can be the name of no file", e);
        }
    }
}
