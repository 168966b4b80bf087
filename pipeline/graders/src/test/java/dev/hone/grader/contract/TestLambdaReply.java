package dev.hone.grader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.reward.RewardResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases are those of the shared reward files, which the tests of Python handlers run. */
class TestLambdaReply {

    @Test
    void rowsBelongToIdsNotToPlaces() throws Exception {
        LambdaReply reply = read(
                """
                [{"id": "b", "aggregate_reward_score": 1, "score": 123, "note": "ignored"},
                 {"id": "a", "aggregate_reward_score": 0.25}]""",
                text("a"),
                text("b"));
        assertThat(reply.results())
                .extracting(row -> row.reward().getAsDouble())
                .containsExactly(0.25, 1.0);
        assertThat(reply.unknownIds()).isEmpty();
    }

    @Test
    void idsAreMatchedByTypeAndValue() throws Exception {
        LambdaReply reply = read("[{\"id\": \"5\", \"aggregate_reward_score\": 1}]", IntNode.valueOf(5));
        assertThat(error(reply, 0))
                .isEqualTo("missing_row: the reply has no row with the id 5 but rows with ids that nobody asked for,"
                        + " such as \"5\"; return each id as it came");
        assertThat(read("[{\"id\": 5, \"aggregate_reward_score\": 1}]", IntNode.valueOf(5))
                        .results()
                        .get(0)
                        .reward())
                .hasValue(1);
    }

    @Test
    void lostDoubledAndInventedRowsCostNoGoodOne() throws Exception {
        LambdaReply reply = read(
                """
                [{"id": "invented", "aggregate_reward_score": 1.0},
                 {"id": "c", "aggregate_reward_score": 0.2},
                 {"id": "c", "aggregate_reward_score": 0.4},
                 {"id": "D", "aggregate_reward_score": 1.0},
                 {"id": "a", "aggregate_reward_score": 0.9}]""",
                text("a"),
                text("b"),
                text("c"),
                text("d"));
        assertThat(reply.results().get(0).reward()).hasValue(0.9);
        assertThat(error(reply, 1)).startsWith("missing_row: ");
        assertThat(error(reply, 2)).startsWith("duplicate_row: the reply has 2 rows with the id \"c\"");
        assertThat(error(reply, 3)).startsWith("missing_row: ");
        assertThat(reply.unknownIds()).containsExactly("\"invented\"", "\"D\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"aggregate_reward_score\": NaN | not_finite: aggregate_reward_score is NaN",
                "\"aggregate_reward_score\": Infinity | not_finite: aggregate_reward_score is Infinity",
                "\"aggregate_reward_score\": 1e999 | not_finite: aggregate_reward_score is Infinity",
                "\"aggregate_reward_score\": \"0.5\" | not_a_number: aggregate_reward_score is the text \"0.5\"; return a number",
                "\"aggregate_reward_score\": null | not_a_number: aggregate_reward_score is null; return a number",
                "\"aggregate_reward_score\": true | not_a_number: aggregate_reward_score is true; return a number",
                "\"score\": 1 | missing_score: the row has score; its name must be aggregate_reward_score",
                "\"reward\": 1 | missing_score: the row has reward; its name must be aggregate_reward_score",
                "\"x\": 1 | 'missing_score: the row is an object with id, x; aggregate_reward_score is missing'"
            })
    void aRowWithoutAUsableScoreSaysWhatWasMeant(String field, String error) throws Exception {
        assertThat(error(read("[{\"id\": \"a\", " + field + "}]", text("a")), 0))
                .isEqualTo(error);
    }

    @Test
    void metricsOfTypeRewardAreTheComponents() throws Exception {
        LambdaReply reply = read(
                """
                [{"id": "a", "aggregate_reward_score": 0.85, "metrics_list": [
                  {"name": "accuracy", "value": 0.9, "type": "Reward"},
                  {"name": "policy_compliance", "value": 0.8, "type": "Metric"}]}]""",
                text("a"));
        assertThat(reply.results().get(0).components()).isEqualTo(Map.of("accuracy", 0.9));
        assertThat(reply.results().get(0).metrics()).isEqualTo(Map.of("policy_compliance", 0.8));
    }

    @Test
    void badMetricsAreLeftOutAndCountedAndTheScoreStays() throws Exception {
        LambdaReply reply = read(
                """
                [{"id": "a", "aggregate_reward_score": 0.5, "metrics_list": [{"name": "a", "value": 0.5, "type": "Gauge"}]},
                 {"id": "b", "aggregate_reward_score": 0.5, "metrics_list": [{"name": "a", "value": "high", "type": "Metric"}]},
                 {"id": "c", "aggregate_reward_score": 0.5, "metrics_list": [
                   {"value": 0.5, "type": "Metric"}, {"name": "b", "value": 0.5, "type": "Metric"}]},
                 {"id": "d", "aggregate_reward_score": 0.5, "metrics_list": {"a": 0.5}}]""",
                text("a"),
                text("b"),
                text("c"),
                text("d"));
        assertThat(reply.badMetrics()).isEqualTo(4);
        assertThat(reply.results()).allSatisfy(row -> assertThat(row.reward()).hasValue(0.5));
        assertThat(reply.results().get(2).metrics()).isEqualTo(Map.of("b", 0.5));
        assertThat(reply.results().get(2).explanation()).startsWith("1 of metrics_list left out");
    }

    @Test
    void aThresholdMakesAnOutcome() throws Exception {
        byte[] reply = bytes("[{\"id\": \"a\", \"aggregate_reward_score\": 0.5}]");
        assertThat(LambdaReply.read(reply, List.of(text("a")), OptionalDouble.of(0.5))
                        .results()
                        .get(0)
                        .outcome())
                .contains(true);
        assertThat(LambdaReply.read(reply, List.of(text("a")), OptionalDouble.empty())
                        .results()
                        .get(0)
                        .outcome())
                .isEqualTo(Optional.empty());
    }

    @Test
    void theShapeOfAFailedCallIsNoReply() {
        assertThatThrownBy(() -> read(
                        "{\"errorMessage\": \"the judge endpoint said 429\", \"errorType\": \"ThrottlingException\"}"))
                .isInstanceOf(ContractException.class)
                .hasMessage("raised: ThrottlingException: the judge endpoint said 429");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | bad_output: the reply is null, not a list of objects",
                "[1] | bad_output: the reply is a list that holds 1, not a list of objects",
                "{\"statusCode\": 200, \"body\": \"[]\"} | bad_output: the reply is an object with statusCode, body, not a list of"
                        + " objects. Return the list itself, not an answer for an API gateway with the list in its body",
                "\"[]\" | bad_output: the reply is the text \"[]\", not a list of objects. Return the list itself, without json.dumps",
                "{\"id\": 1} | bad_output: the reply is an object with id, not a list of objects. Return a list, also for one sample"
            })
    void whatIsNoListSaysWhatToReturn(String reply, String message) {
        assertThatThrownBy(() -> read(reply))
                .isInstanceOf(ContractException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNoJsonOrTooLongIsRefused() {
        assertThatThrownBy(() -> read("{1, 2}")).hasMessageStartingWith("bad_output: the reply is no JSON: ");
        assertThatThrownBy(() -> read("[] []")).hasMessageStartingWith("bad_output: the reply is no JSON: ");
        assertThatThrownBy(() -> read("")).hasMessageStartingWith("bad_output: ");
        assertThatThrownBy(() -> read("[".repeat(200))).hasMessageStartingWith("bad_output: the reply is no JSON: ");
        assertThatThrownBy(() -> read(" ".repeat(6_000_001)))
                .hasMessage("output_too_large: the reply has 6000001 bytes, and 6000000 are allowed");
    }

    private static LambdaReply read(String reply, JsonNode... ids) throws ContractException {
        return LambdaReply.read(bytes(reply), Stream.of(ids).toList(), OptionalDouble.empty());
    }

    private static String error(LambdaReply reply, int row) {
        RewardResult result = reply.results().get(row);
        assertThat(result.reward()).isEmpty();
        return result.error().orElseThrow();
    }

    private static JsonNode text(String id) {
        return TextNode.valueOf(id);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
