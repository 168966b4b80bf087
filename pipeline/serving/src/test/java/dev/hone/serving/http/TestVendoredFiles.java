package dev.hone.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** The libraries of the pages are those whose licences and checksums were looked at. */
class TestVendoredFiles {

    private static final String FOLDER = "/dev/hone/serving/page/vendor/";

    @Test
    void theyAreThoseOfTheirChecksums() throws IOException {
        List<String> lines = new String(bytes("checksums.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(8);
        for (String line : lines) {
            String[] fields = line.split("  ", 2);
            assertThat(DigestUtils.sha256Hex(bytes(fields[1]))).as(fields[1]).isEqualTo(fields[0]);
        }
    }

    @Test
    void eachLibraryHasItsLicence() throws IOException {
        for (String library : List.of("preact", "htm", "uplot")) {
            assertThat(bytes("LICENSE-" + library + ".txt")).as(library).isNotEmpty();
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = TestVendoredFiles.class.getResourceAsStream(FOLDER + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
