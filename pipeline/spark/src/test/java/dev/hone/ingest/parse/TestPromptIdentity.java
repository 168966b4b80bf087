package dev.hone.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.schema.Split;
import dev.hone.settings.ingest.SplitFractions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestPromptIdentity {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void theIdIsTheHashOfTheDocumentedForm() throws Exception {
        // printf '%s' '{"messages":[{"content":"h\u00e9 q","role":"user"}]}' in UTF-8 | sha256sum | cut -c1-32
        assertThat(id("[{\"role\":\"user\",\"content\":\" he\\u0301 \\t\\u00a0 q\\n\"}]")
                        .promptId())
                .isEqualTo("1c4cdb1ff39fdb7d93a38fc8b5bf47b2");
    }

    @Test
    void spellingsOfOnePromptHaveOneId() throws Exception {
        PromptIdentity first = id("[{\"role\":\"user\",\"content\":\"a  b\"}]");
        assertThat(id("[{\"content\":\" a\\nb \",\"role\":\"user\"}]")).isEqualTo(first);
        assertThat(id("[{\"role\":\"user\",\"content\":\"a c\"}]").promptId()).isNotEqualTo(first.promptId());
        assertThat(id("[{\"role\":\"user\",\"content\":\"a b\"}]", "[{\"type\":\"function\"}]")
                        .promptId())
                .isNotEqualTo(first.promptId());
    }

    @Test
    void theIdsOfCallsDoNotMatterButTheirOrderDoes() throws Exception {
        String conversation =
                "[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"%s\"},"
                        + "{\"id\":\"%s\"}]},{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":\"r\"}]";
        PromptIdentity first = id(String.format(conversation, "x1", "x2", "x1"));
        assertThat(id(String.format(conversation, "y7", "y8", "y7"))).isEqualTo(first);
        assertThat(id(String.format(conversation, "y7", "y8", "y8"))).isNotEqualTo(first);
    }

    @Test
    void capitalsAndToolsDoNotMoveAPromptToAnotherSplit() throws Exception {
        PromptIdentity plain = id("[{\"role\":\"user\",\"content\":\"where is it\"}]");
        PromptIdentity capitals = id("[{\"role\":\"user\",\"content\":\"WHERE IS IT\"}]", "[{\"type\":\"function\"}]");
        assertThat(capitals.promptId()).isNotEqualTo(plain.promptId());
        assertThat(capitals.splitHash()).isEqualTo(plain.splitHash());
    }

    @Test
    void splitsHaveTheirShares() throws Exception {
        SplitFractions fractions = new SplitFractions(0.6, 0.1, 0.3);
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (int i = 0; i < 5000; i++) {
            String hash =
                    id("[{\"role\":\"user\",\"content\":\"prompt " + i + "\"}]").splitHash();
            counts.merge(fractions.splitOf(hash), 1, Integer::sum);
        }
        assertThat(counts.get(Split.TRAIN)).isCloseTo(3000, within(120));
        assertThat(counts.get(Split.VALIDATION)).isCloseTo(500, within(80));
        assertThat(counts.get(Split.TEST)).isCloseTo(1500, within(120));
    }

    @Test
    void sharesThatAreNotAWholeAreRefused() {
        assertThatThrownBy(() -> new SplitFractions(0.6, 0.1, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("splits must add up to 1");
        assertThatThrownBy(() -> new SplitFractions(0, 0.5, 0.5)).hasMessageContaining("train must be above 0");
        assertThatThrownBy(() -> new SplitFractions(1.5, -0.5, 0)).hasMessageContaining("must not be negative");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> id("[{\"role\":\"user\",\"content\":\"\\ud83d\"}]"))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining("half a surrogate pair");
    }

    private static PromptIdentity id(String messages) throws JsonProcessingException, RecordRefused {
        return PromptIdentity.of(MAPPER.readTree(messages), Optional.empty());
    }

    private static PromptIdentity id(String messages, String tools) throws JsonProcessingException, RecordRefused {
        JsonNode toolsNode = MAPPER.readTree(tools);
        return PromptIdentity.of(MAPPER.readTree(messages), Optional.of(toolsNode));
    }
}
