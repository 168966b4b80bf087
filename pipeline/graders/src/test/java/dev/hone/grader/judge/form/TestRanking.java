package dev.hone.grader.judge.form;

import static dev.hone.grader.judge.Judging.problems;
import static dev.hone.grader.judge.Judging.question;
import static dev.hone.grader.judge.Judging.scoreGroup;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TestRanking {

    private static final Pattern COMPLETION = Pattern.compile("<(c\\d+) \\w+>\\n(.*)\\n</");

    @Test
    void each_completion_gets_its_score_whatever_the_order_in_which_the_judge_saw_them() {
        assertThat(rewards("{\"ranking\": {}}", TestRanking::byLength, "ccc", "a", "bb"))
                .containsExactly(0.3, 0.1, 0.2);
    }

    @Test
    void ranks_become_rewards_from_1_to_0() {
        assertThat(rewards("{\"ranking\": {\"answer\": \"ranks\"}}", TestRanking::longestFirst, "ccc", "a", "bb"))
                .containsExactly(1.0, 0.0, 0.5);
    }

    @Test
    void equal_completions_are_shown_once_and_get_the_same() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(TestRanking::byLength)) {
            List<RewardResult> results = scoreGroup(endpoint, "{\"ranking\": {}}", "a", "bb", "a", "a");

            assertThat(results)
                    .extracting(result -> result.reward().getAsDouble())
                    .containsExactly(0.1, 0.2, 0.1, 0.1);
            assertThat(results.get(0).metrics()).containsEntry("distinct_completions", 2.0);
            assertThat(endpoint.calls()).isEqualTo(1);
            assertThat(shown(endpoint.requests().get(0).body()).values()).containsExactlyInAnyOrder("a", "bb");
        }
    }

    @Test
    void the_prompt_is_there_once() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(TestRanking::byLength)) {
            scoreGroup(endpoint, "{\"ranking\": {}}", "a", "bb", "ccc");

            assertThat(question(endpoint.requests().get(0).body())).containsOnlyOnce("Which ferry is faster?");
        }
    }

    @Test
    void the_order_is_by_chance_and_the_same_for_the_same_group() {
        String[] completions = {"a", "bb", "ccc", "dddd", "eeeee", "ffffff"};
        String[] reversed = {"ffffff", "eeeee", "dddd", "ccc", "bb", "a"};
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(TestRanking::byLength)) {
            scoreGroup(endpoint, "{\"ranking\": {}}", completions);
            scoreGroup(endpoint, "{\"ranking\": {}}", reversed);

            List<String> order =
                    List.copyOf(shown(endpoint.requests().get(0).body()).values());
            assertThat(order).containsExactlyInAnyOrder(completions).isNotEqualTo(List.of(completions));
            assertThat(endpoint.requests().get(1).body())
                    .isEqualTo(endpoint.requests().get(0).body());
        }
    }

    @Test
    void each_vote_sees_an_order_of_its_own_and_the_median_counts() {
        Function<JsonNode, String> favoursTheFirst = request -> scores(request, completion -> 0.0, 1.0);
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(favoursTheFirst)) {
            List<RewardResult> results = scoreGroup(
                    endpoint, "{\"ranking\": {}, \"votes\": 5}", "a", "bb", "ccc", "dddd", "eeeee", "ffffff");

            assertThat(endpoint.calls()).isEqualTo(5);
            assertThat(endpoint.requests().stream()
                            .map(request -> shown(request.body()).values().toString()))
                    .doesNotHaveDuplicates();
            String[] completions = {"a", "bb", "ccc", "dddd", "eeeee", "ffffff"};
            for (int i = 0; i < completions.length; i++) {
                String completion = completions[i];
                long first = endpoint.requests().stream()
                        .filter(request ->
                                shown(request.body()).values().iterator().next().equals(completion))
                        .count();
                assertThat(results.get(i).reward()).hasValue(first >= 3 ? 1 : 0);
            }
        }
    }

    @Test
    void a_judge_that_leaves_one_out_is_asked_again_and_then_the_group_has_an_error() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(
                request -> "{\"answers\": [{\"id\": \"c1\", \"reason\": \"fine\", \"score\": 0.5}]}")) {
            List<RewardResult> results = scoreGroup(endpoint, "{\"ranking\": {}}", "a", "bb", "ccc");

            assertThat(endpoint.calls()).isEqualTo(2);
            assertThat(results).hasSize(3).allSatisfy(result -> {
                assertThat(result.reward()).isEmpty();
                assertThat(result.error().orElseThrow())
                        .contains("it is about 1 of 3 answers: c2, c3 are missing (asked twice)");
            });
        }
    }

    @Test
    void a_judge_that_names_one_twice_is_not_believed() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(
                request ->
                        "{\"answers\": [{\"id\": \"c1\", \"reason\": \"\", \"score\": 0}, {\"id\": \"c1\", \"reason\": \"\", \"score\": 1}]}")) {
            assertThat(scoreGroup(endpoint, "{\"ranking\": {}}", "a", "bb")
                            .get(0)
                            .error()
                            .orElseThrow())
                    .contains("it names c1 twice");
        }
    }

    @Test
    void there_is_nothing_to_rank_where_all_are_the_same() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(TestRanking::byLength)) {
            assertThat(scoreGroup(endpoint, "{\"ranking\": {\"answer\": \"ranks\"}}", "a", "a"))
                    .extracting(result -> result.reward().getAsDouble())
                    .containsExactly(0.5, 0.5);
            assertThat(endpoint.calls()).isZero();
        }
    }

    @Test
    void says_what_is_wrong_with_its_parameters() {
        assertThat(problems("judge", "{\"ranking\": {\"answer\": \"rank\"}}"))
                .containsExactly("ranking.answer: unknown value rank. Did you mean ranks?");
    }

    private static List<Double> rewards(String parameters, Function<JsonNode, String> answer, String... completions) {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(answer)) {
            List<Double> rewards = new ArrayList<>();
            for (RewardResult result : scoreGroup(endpoint, parameters, completions)) {
                assertThat(result.error()).isEmpty();
                rewards.add(Math.round(result.reward().getAsDouble() * 1e9) / 1e9);
            }
            return rewards;
        }
    }

    private static String byLength(JsonNode request) {
        return scores(request, completion -> completion.length() / 10.0, 0);
    }

    private static String scores(JsonNode request, Function<String, Double> score, double ofTheFirst) {
        double[] extra = {ofTheFirst};
        return shown(request).entrySet().stream()
                .map(completion -> {
                    double value = score.apply(completion.getValue()) + extra[0];
                    extra[0] = 0;
                    return "{\"id\": \"" + completion.getKey() + "\", \"reason\": \"so long\", \"score\": " + value
                            + "}";
                })
                .collect(Collectors.joining(", ", "{\"answers\": [", "]}"));
    }

    private static String longestFirst(JsonNode request) {
        return shown(request).entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, String> completion) ->
                                completion.getValue().length())
                        .reversed())
                .map(completion -> "{\"id\": \"" + completion.getKey() + "\", \"reason\": \"so long\"}")
                .collect(Collectors.joining(", ", "{\"answers\": [", "]}"));
    }

    /** The completions by id, in the order in which the judge sees them. */
    private static Map<String, String> shown(JsonNode request) {
        Map<String, String> shown = new LinkedHashMap<>();
        COMPLETION.matcher(question(request)).results().forEach(found -> shown.put(found.group(1), found.group(2)));
        return shown;
    }
}
