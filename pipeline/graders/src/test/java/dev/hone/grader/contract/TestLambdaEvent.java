package dev.hone.grader.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.reward.RewardInput;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestLambdaEvent {

    private static final String QUESTION = "[{\"role\":\"user\",\"content\":\"2+2?\"}]";

    @Test
    void bedrocksGuideHasTheReferenceInsideTheMetadata() throws Exception {
        assertThat(event(ReferencePlace.METADATA, input("{\"answer\":\"4\"}", "{\"my_key\":\"sample-001\"}")))
                .isEqualTo(
                        json(
                                """
                        [{"id": "p1-0",
                          "messages": [{"role": "user", "content": "2+2?"}, {"role": "assistant", "content": "four"}],
                          "metadata": {"my_key": "sample-001", "reference_answer": {"answer": "4"}}}]"""));
    }

    @Test
    void theSampleLambdasHaveItBesideTheMessagesAsInTheDataset() throws Exception {
        assertThat(event(ReferencePlace.TOP_LEVEL, input("{\"answer\":\"4\"}", "{\"task_id\":\"x\",\"id\":\"row\"}")))
                .isEqualTo(
                        json(
                                """
                        [{"id": "p1-0",
                          "messages": [{"role": "user", "content": "2+2?"}, {"role": "assistant", "content": "four"}],
                          "task_id": "x", "reference_answer": {"answer": "4"}}]"""));
    }

    @Test
    void openWeightModelsGetATextWrapped() throws Exception {
        assertThat(event(ReferencePlace.TEXT, input("so #### 72", "{}")).get(0).get("reference_answer"))
                .isEqualTo(json("{\"text\": \"so #### 72\"}"));
        assertThat(event(ReferencePlace.TEXT, input("{\"answer\":\"4\"}", "{}"))
                        .get(0)
                        .get("reference_answer"))
                .isEqualTo(json("{\"answer\": \"4\"}"));
    }

    @Test
    void aTextThatLooksLikeANumberStaysAText() throws Exception {
        assertThat(event(ReferencePlace.METADATA, input("007", "{}")).at("/0/metadata/reference_answer"))
                .isEqualTo(json("\"007\""));
    }

    @Test
    void aRowWithoutAReferenceHasNone() throws Exception {
        RewardInput bare = new RewardInput(QUESTION, "four", Optional.empty(), Optional.empty(), "p1", 0);
        assertThat(event(ReferencePlace.METADATA, bare).get(0).get("metadata")).isEqualTo(json("{}"));
    }

    @Test
    void onlyTheCompletionHasNovasRole() throws Exception {
        LambdaContract nova = new LambdaContract(ReferencePlace.TOP_LEVEL, "nova_assistant", OptionalDouble.empty());
        RewardInput later = new RewardInput(
                "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
                        + "{\"role\":\"user\",\"content\":\"c\"}]",
                "d",
                Optional.empty(),
                Optional.empty(),
                "p",
                0);
        assertThat(nova.event(List.of(later)).samples().get(0).get("messages").findValuesAsText("role"))
                .containsExactly("user", "assistant", "user", "nova_assistant");
    }

    @Test
    void noTwoSamplesShareAnId() {
        RewardInput first = input("r", "{}");
        RewardInput second = new RewardInput(QUESTION, "4", Optional.empty(), Optional.empty(), "p1", 1);
        assertThat(LambdaContract.STANDARD
                        .event(List.of(first, second, first, first))
                        .ids())
                .extracting(JsonNode::asText)
                .containsExactly("p1-0", "p1-1", "p1-0-2", "p1-0-3");
    }

    private static JsonNode event(ReferencePlace place, RewardInput input) throws Exception {
        LambdaContract contract = new LambdaContract(place, "assistant", OptionalDouble.empty());
        return json(contract.event(List.of(input)).json());
    }

    private static RewardInput input(String reference, String metadata) {
        return new RewardInput(QUESTION, "four", Optional.of(reference), Optional.of(metadata), "p1", 0);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
