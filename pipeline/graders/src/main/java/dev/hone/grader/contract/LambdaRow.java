package dev.hone.grader.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.reward.RewardResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a reply has for one sample.
 *
 * @param rows those with its id: one, if all is well
 */
record LambdaRow(JsonNode id, List<JsonNode> rows) {

    private static final String SCORE = "aggregate_reward_score";
    private static final String METRICS = "metrics_list";
    private static final int SHOWN_IDS = 3;

    /** Names under which people and other services return the score. */
    private static final List<String> OTHER_NAMES = List.of(
            "score",
            "reward",
            "aggregate_score",
            "aggregate_reward",
            "aggregateRewardScore",
            "reward_score",
            "rewards",
            "scores",
            "rating",
            "value",
            "result");

    RewardResult result(OptionalDouble passThreshold, List<String> unknownIds) {
        if (rows.size() != 1) {
            return RewardResult.failed(rows.isEmpty() ? missing(unknownIds) : duplicate());
        }
        JsonNode score = rows.get(0).path(SCORE);
        if (score.isMissingNode()) {
            return RewardResult.failed("missing_score: " + missingScore());
        }
        if (!score.isNumber()) {
            return RewardResult.failed("not_a_number: " + SCORE + " is " + Shown.of(score) + "; return a number");
        }
        if (!Double.isFinite(score.doubleValue())) {
            return RewardResult.failed("not_finite: " + SCORE + " is " + score.asText());
        }
        return scored(score.doubleValue(), passThreshold);
    }

    /** Entries of the list of metrics that say nothing: each needs a name, a number and a type. */
    int badMetrics() {
        if (rows.size() != 1 || !rows.get(0).has(METRICS)) {
            return 0;
        }
        JsonNode list = rows.get(0).get(METRICS);
        if (!list.isArray()) {
            return 1;
        }
        int bad = 0;
        for (JsonNode metric : list) {
            bad += isMetric(metric) ? 0 : 1;
        }
        return bad;
    }

    private RewardResult scored(double score, OptionalDouble passThreshold) {
        int bad = badMetrics();
        String explanation = bad == 0
                ? ""
                : bad + " of " + METRICS
                        + " left out: each needs a name, a number as value, and the type Metric or Reward";
        Optional<Boolean> outcome =
                passThreshold.isPresent() ? Optional.of(score >= passThreshold.getAsDouble()) : Optional.empty();
        return new RewardResult(
                OptionalDouble.of(score), metrics("Reward"), metrics("Metric"), outcome, explanation, Optional.empty());
    }

    private Map<String, Double> metrics(String type) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        JsonNode list = rows.get(0).path(METRICS);
        for (JsonNode metric : list) {
            if (list.isArray()
                    && isMetric(metric)
                    && metric.get("type").asText().equals(type)) {
                metrics.put(metric.get("name").asText(), metric.get("value").doubleValue());
            }
        }
        return metrics;
    }

    private static boolean isMetric(JsonNode metric) {
        return metric.path("name").isTextual()
                && metric.path("value").isNumber()
                && Double.isFinite(metric.get("value").doubleValue())
                && List.of("Metric", "Reward").contains(metric.path("type").asText());
    }

    private String missing(List<String> unknownIds) {
        String error = "missing_row: the reply has no row with the id " + id;
        return unknownIds.isEmpty()
                ? error
                : error + " but rows with ids that nobody asked for, such as "
                        + String.join(", ", unknownIds.subList(0, Math.min(SHOWN_IDS, unknownIds.size())))
                        + "; return each id as it came";
    }

    private String duplicate() {
        return "duplicate_row: the reply has " + rows.size() + " rows with the id " + id + "; return each id once";
    }

    private String missingScore() {
        JsonNode row = rows.get(0);
        return OTHER_NAMES.stream()
                .filter(row::has)
                .findFirst()
                .map(name -> "the row has " + name + "; its name must be " + SCORE)
                .orElseGet(() -> "the row is " + Shown.of(row) + "; " + SCORE + " is missing");
    }
}
