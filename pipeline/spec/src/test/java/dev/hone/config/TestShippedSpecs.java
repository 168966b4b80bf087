package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestShippedSpecs {

    private static final Path CONF = Path.of(System.getProperty("hone.repository"), "conf");

    @ParameterizedTest
    @MethodSource("specifications")
    void theSpecificationsInConfAreRight(Path file) {
        assertThat(new SpecReader(Map.of()).read(file, List.of(), Set.of()).run())
                .isNotEmpty();
    }

    static List<Path> specifications() {
        try (Stream<Path> files = Files.list(CONF)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
