package dev.hone.serving.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Questions that somebody wants asked again, as lines of JSON that hone ingest reads.
 *
 * @param file to which they are appended
 */
public record TestCases(Path file) {

    /** Adds one, forced to the disk. */
    public synchronized void add(JsonNode messages, Optional<String> reference) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("id", "case-" + UUID.randomUUID());
        line.set("messages", messages);
        reference.ifPresent(text -> line.put("reference_answer", text));
        try {
            Files.writeString(
                    file,
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new StorageException("The test case cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }
}
