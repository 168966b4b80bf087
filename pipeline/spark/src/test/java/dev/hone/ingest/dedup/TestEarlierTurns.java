package dev.hone.ingest.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.parse.PromptIdentity;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestEarlierTurns {

    private static final JsonNode LOOP = JsonRecord.tree(
            """
            [{"role":"system","content":"You fix  bugs."},
             {"role":"user","content":"Fix the build"},
             {"role":"assistant","content":"","tool_calls":[{"id":"t-91","type":"function","function":{"name":"ls","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"t-91","content":"pom.xml"},
             {"role":"assistant","content":"","tool_calls":[{"id":"t-17","type":"function","function":{"name":"ls","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"t-17","content":"src"}]""");
    private static final Optional<JsonNode> TOOLS =
            Optional.of(JsonRecord.tree("[{\"type\":\"function\",\"function\":{\"name\":\"ls\"}}]"));

    @Test
    void theyHaveTheIdsThatTheyHadAsPrompts() throws RecordRefused {
        assertThat(EarlierTurns.ids(LOOP, TOOLS))
                .containsExactly(
                        PromptIdentity.of(first(2), TOOLS).promptId(),
                        PromptIdentity.of(first(4), TOOLS).promptId());
        assertThat(EarlierTurns.ids(LOOP, Optional.empty()))
                .containsExactly(
                        PromptIdentity.of(first(2), Optional.empty()).promptId(),
                        PromptIdentity.of(first(4), Optional.empty()).promptId());
        assertThat(EarlierTurns.ids(first(2), TOOLS)).isEmpty();
    }

    @Test
    void allTurnsOfAConversationHaveTheSameOpening() {
        assertThat(PromptIdentity.openingHash(LOOP))
                .isEqualTo(PromptIdentity.openingHash(first(4)))
                .isEqualTo(PromptIdentity.splitHash(first(2)));
    }

    private static ArrayNode first(int messages) {
        ArrayNode beginning = Nodes.array();
        for (int i = 0; i < messages; i++) {
            beginning.add(LOOP.get(i));
        }
        return beginning;
    }
}
