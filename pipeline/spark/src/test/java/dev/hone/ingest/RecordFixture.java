package dev.hone.ingest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.log.OffloadedBodies;
import dev.hone.ingest.parse.ParseSettings;
import dev.hone.ingest.parse.RecordParsers;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.redact.Redaction;
import dev.hone.settings.ingest.LogFilters;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One record written for these tests from the published descriptions of its format, with what must become of it.
 *
 * @param name its file without the ending
 * @param line the record as a line of a source
 * @param expected the fields of the prompt
 */
record RecordFixture(SourceFormat format, String name, String line, JsonNode expected) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Path FOLDER =
            Path.of(System.getProperty("hone.repository"), "pipeline/spark/src/test/resources/ingest");

    /** The fixtures of a format, in the order of their names. */
    static List<RecordFixture> of(SourceFormat format) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(format.code()))) {
            return files.sorted().map(file -> read(format, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A parser of a format that keeps answers and joins by requestId. */
    static RecordParser parser(SourceFormat format) {
        return RecordParsers.of(new PromptSource("unused", format), settings(), OffloadedBodies.NONE);
    }

    static ParseSettings settings() {
        return settings(Redaction.NONE);
    }

    static ParseSettings settings(Redaction redaction) {
        return new ParseSettings(
                ReferenceSource.REQUEST_ID,
                true,
                1 << 20,
                10_000,
                new SplitFractions(0.8, 0.1, 0.1),
                prompt -> prompt.messages().size(),
                LogFilters.NONE,
                redaction,
                List.of());
    }

    /** Whether the answer is a list of events or chunks. */
    boolean isStream() {
        return line.contains("\"outputBodyJson\":[");
    }

    /** What a parser made of the record, in the form of the expected fields. */
    JsonNode outcome() throws RecordRefused {
        RecordOutcome.Prompt prompt = (RecordOutcome.Prompt) parser(format).parse(line);
        ObjectNode found = JSON.createObjectNode();
        found.put("family", prompt.family());
        found.set("messages", prompt.messages());
        prompt.toolsText().ifPresent(tools -> found.set("tools", tree(tools)));
        prompt.referenceAnswer().ifPresent(answer -> found.put("reference_answer", answer));
        prompt.loggedAnswer().ifPresent(answer -> found.put("logged_answer", answer));
        found.set("metadata", tree(prompt.metadata()));
        return tree(found.toString());
    }

    @Override
    public String toString() {
        return format.code() + "/" + name;
    }

    private static RecordFixture read(SourceFormat format, Path file) {
        try {
            JsonNode fixture = JSON.readTree(file.toFile());
            String name = file.getFileName().toString().replace(".json", "");
            return new RecordFixture(format, name, fixture.get("record").toString(), fixture.get("expected"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
