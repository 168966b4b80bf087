package dev.hone.grader.judge.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.http.FakeHttpServer;
import dev.hone.grader.judge.Judging;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestPromptResource {

    private static final Map<String, String> FORMS = Map.of(
            "rubric", "{\"rubric\": {\"right\": {\"question\": \"Is it right?\"}}",
            "range", "{\"range\": {\"from\": 1, \"to\": 5}",
            "pairwise", "{\"pairwise\": {\"against\": \"reference\"}",
            "ranking", "{\"ranking\": {}");

    @TempDir
    private Path folder;

    static List<String> names() {
        return PromptResource.names();
    }

    @Test
    void everyFormHasAPrompt() {
        assertThat(PromptResource.names()).containsAll(FORMS.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCopyAsksWhatTheJudgeIsAskedWithoutIt(String name) throws IOException {
        Path copy = Files.writeString(folder.resolve("my_judge.txt"), PromptResource.text(name));
        String own = FORMS.getOrDefault(name, "{\"temperature\": 0");

        List<JsonNode> asked = asked(name, own + "}");

        assertThat(asked).isNotEmpty();
        assertThat(asked(name, own + ", \"prompt\": \"" + copy + "\"}")).isEqualTo(asked);
        Files.writeString(copy, "Be kind.\n" + PromptResource.text(name));
        assertThat(asked(name, own + ", \"prompt\": \"" + copy + "\"}")).doesNotContainAnyElementsOf(asked);
    }

    /** The first question that a judge is asked about two completions; it gets no answer that it can read. */
    private static List<JsonNode> asked(String name, String parameters) {
        String kind = FORMS.containsKey(name) ? "judge" : name;
        String metadata = "{\"context\": \"The ferry is blue.\"}";
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> "no verdict");
                RewardFunction judge = RewardFunctions.create(Judging.definition(endpoint.url(), kind, parameters))) {
            judge.scoreGroups(List.of(new CompletionGroup(List.of(
                    Judging.row("Which?", "blue", "1", metadata, 0), Judging.row("Which?", "red", "1", metadata, 1)))));
            return endpoint.requests().stream()
                    .map(FakeHttpServer.Request::body)
                    .filter(body -> body.path("messages").size() == 2)
                    .map(body -> body.path("messages"))
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .toList();
        }
    }
}
