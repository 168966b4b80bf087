package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestSpecificationDocument {

    /** Run with {@code -Dhone.write.documents=true} to bring the file up to date. */
    @Test
    void theDocumentedKeysAreThoseOfTheReader() throws IOException {
        Path file = Path.of(System.getProperty("hone.repository"), "docs", "specification.md");
        if (Boolean.getBoolean("hone.write.documents")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, SpecificationDocument.text());
        }
        assertThat(file).hasContent(SpecificationDocument.text());
    }
}
