package dev.hone.grader.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardProblem;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges on loopback, as tests write them. */
public final class Judging {

    private Judging() {}

    /** The results of some rows, from a judge with these parameters as JSON, the model apart. */
    public static List<RewardResult> score(
            FakeChatEndpoint endpoint, String kind, String parameters, RewardInput... rows) {
        try (RewardFunction judge = RewardFunctions.create(definition(endpoint.url(), kind, parameters))) {
            return judge.scoreBatch(List.of(rows));
        }
    }

    /** The results of the completions of a prompt together. */
    public static List<RewardResult> scoreGroup(FakeChatEndpoint endpoint, String parameters, String... completions) {
        List<RewardInput> group = new ArrayList<>();
        for (String completion : completions) {
            group.add(row("Which ferry is faster?", completion, "", "{}", group.size()));
        }
        try (RewardFunction judge = RewardFunctions.create(definition(endpoint.url(), "judge", parameters))) {
            return judge.scoreGroups(List.of(new CompletionGroup(group)));
        }
    }

    /** What is wrong with a judge of these parameters. */
    public static List<String> problems(String kind, String parameters) {
        return RewardFunctions.problems(definition("http://localhost:1/v1", kind, parameters)).stream()
                .map(RewardProblem::toString)
                .toList();
    }

    public static RewardDefinition definition(String url, String kind, String parameters) {
        String model =
                """
                {"endpoint": "%s", "name": "judge-1", "inputUsdPerMillionTokens": 1, "outputUsdPerMillionTokens": 1}"""
                        .formatted(url);
        String separator = parameters.strip().equals("{}") ? "" : ", ";
        return RewardDefinition.ofJson(
                kind, "{\"model\": " + model + separator + parameters.strip().substring(1));
    }

    /** A row without metadata; an empty reference is none. */
    public static RewardInput row(String prompt, String completion, String reference) {
        return row(prompt, completion, reference, "{}", 0);
    }

    public static RewardInput row(String prompt, String completion, String reference, String metadata, int sample) {
        return new RewardInput(
                "[{\"role\": \"user\", \"content\": \"" + prompt + "\"}]",
                completion,
                reference.isEmpty() ? Optional.empty() : Optional.of(reference),
                Optional.of(metadata),
                "p1",
                sample);
    }

    /** What the judge was told before a question: the rules. */
    public static String rules(JsonNode request) {
        return request.path("messages").path(0).path("content").asText();
    }

    /** The question itself, also where an answer was sent back. */
    public static String question(JsonNode request) {
        return request.path("messages").path(1).path("content").asText();
    }
}
