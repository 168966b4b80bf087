package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.SourceFormat;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestRecordFixtures {

    /** The names in counts of what is logged as one answer or as a stream of chunks. */
    private static final Set<String> STREAMED = Set.of(
            "converse",
            "anthropic_messages",
            "anthropic_text",
            "nova_messages",
            "titan_text",
            "llama_text",
            "mistral_text",
            "cohere_text",
            "cohere_chat",
            "text_completions",
            "chat_completions");

    /** Those whose answers are not streamed, Jurassic's and rows of data sets. */
    private static final Set<String> WHOLE =
            Set.of("ai21_text", "chat_jsonl", "openai_jsonl", "gemini_jsonl", "verl", "table");

    static Stream<RecordFixture> fixtures() {
        return Arrays.stream(SourceFormat.values()).flatMap(format -> RecordFixture.of(format).stream());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aRecordBecomesThePromptThatItsFixtureExpects(RecordFixture fixture) throws RecordRefused {
        assertThat(fixture.outcome().toPrettyString())
                .isEqualTo(fixture.expected().toPrettyString());
    }

    @Test
    void everyFamilyHasAFixtureAndWhereAnswersAreStreamedOneOfAStream() {
        assertThat(families(fixtures().filter(RecordFixture::isStream))).isEqualTo(STREAMED);
        assertThat(families(fixtures()))
                .containsAll(STREAMED)
                .containsAll(WHOLE)
                .hasSize(STREAMED.size() + WHOLE.size());
    }

    private static Set<String> families(Stream<RecordFixture> fixtures) {
        return fixtures.map(fixture -> fixture.expected().get("family").asText())
                .collect(Collectors.toSet());
    }
}
