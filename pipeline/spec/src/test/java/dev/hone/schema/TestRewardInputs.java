package dev.hone.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRewardInputs {

    private static final Optional<String> TOOLS = Optional.of("[{\"name\": \"book\"}]");

    @Test
    void rewardsSeeTheToolsOfThePromptInItsMetadata() {
        assertThat(metadata(TOOLS, Optional.of("{\"task\": 4}")))
                .hasValue("{\"task\":4,\"tools\":[{\"name\":\"book\"}]}");
        assertThat(metadata(TOOLS, Optional.empty())).hasValue("{\"tools\":[{\"name\":\"book\"}]}");
    }

    @Test
    void metadataStaysAsItIsWhereThereIsNothingToAdd() {
        assertThat(metadata(Optional.empty(), Optional.of("{\"task\": 4.0}"))).hasValue("{\"task\": 4.0}");
        assertThat(metadata(TOOLS, Optional.of("{\"tools\": []}"))).hasValue("{\"tools\": []}");
        assertThat(metadata(TOOLS, Optional.of("no object"))).hasValue("no object");
    }

    private static Optional<String> metadata(Optional<String> tools, Optional<String> metadata) {
        PromptRow prompt =
                new PromptRow("p", "d", Split.TRAIN, "[]", tools, Optional.empty(), metadata, Optional.empty(), 3);
        return RewardInputs.of("an answer", prompt).metadata();
    }
}
