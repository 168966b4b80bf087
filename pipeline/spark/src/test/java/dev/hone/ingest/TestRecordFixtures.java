package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.ingest.family.PromptFamily;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.SourceFormat;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestRecordFixtures {

    /** Families whose answers are not streamed (Jurassic) or that are rows of data sets. */
    private static final Set<PromptFamily> WITHOUT_STREAM = EnumSet.of(
            PromptFamily.AI21_TEXT,
            PromptFamily.CHAT_JSONL,
            PromptFamily.OPENAI_JSONL,
            PromptFamily.GEMINI_JSONL,
            PromptFamily.VERL,
            PromptFamily.TABLE);

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
        Set<String> families = families(fixtures());
        Set<String> streams = families(fixtures().filter(RecordFixture::isStream));
        for (PromptFamily family : PromptFamily.values()) {
            assertThat(families).contains(family.code());
            assertThat(streams.contains(family.code()))
                    .as("a stream of %s", family)
                    .isEqualTo(!WITHOUT_STREAM.contains(family));
        }
    }

    private static Set<String> families(Stream<RecordFixture> fixtures) {
        return fixtures.map(fixture -> fixture.expected().get("family").asText())
                .collect(Collectors.toSet());
    }
}
