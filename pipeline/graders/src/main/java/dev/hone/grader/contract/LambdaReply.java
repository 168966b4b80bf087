package dev.hone.grader.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a call said: an array of objects with {@code id}, {@code aggregate_reward_score} and {@code metrics_list}. Rows belong to samples by
 * the type and value of their ids, never by place. What is wrong with a row is that row's error and names the field that was meant.
 *
 * @param results one per sample of the event, in its order
 * @param unknownIds ids that nobody asked for, as JSON
 * @param badMetrics entries of metrics lists that were left out for their form
 */
public record LambdaReply(List<RewardResult> results, List<String> unknownIds, int badMetrics) {

    /** Lambda's own limit on a reply. */
    public static final int MAX_BYTES = 6_000_000;

    /** Python writes NaN and Infinity, which are told from texts here. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public LambdaReply {
        results = List.copyOf(results);
        unknownIds = List.copyOf(unknownIds);
    }

    /**
     * Reads a reply.
     *
     * @param ids of the event's samples
     * @param passThreshold the least score of a success; empty: results have no outcome
     * @throws ContractException if it is no list of objects, or says that the whole call failed
     */
    public static LambdaReply read(byte[] reply, List<JsonNode> ids, OptionalDouble passThreshold)
            throws ContractException {
        JsonNode rows = rows(reply);
        Map<JsonNode, List<JsonNode>> byId = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        Set<JsonNode> known = new HashSet<>(ids);
        for (JsonNode row : rows) {
            byId.computeIfAbsent(row.path("id"), unseen -> new ArrayList<>()).add(row);
            if (!known.contains(row.path("id"))) {
                unknown.add(row.has("id") ? row.get("id").toString() : "none at all");
            }
        }
        List<RewardResult> results = new ArrayList<>();
        int badMetrics = 0;
        for (JsonNode id : ids) {
            LambdaRow row = new LambdaRow(id, byId.getOrDefault(id, List.of()));
            results.add(row.result(passThreshold, unknown));
            badMetrics += row.badMetrics();
        }
        return new LambdaReply(results, unknown, badMetrics);
    }

    private static JsonNode rows(byte[] reply) throws ContractException {
        if (reply.length > MAX_BYTES) {
            throw new ContractException(
                    ContractException.OUTPUT_TOO_LARGE,
                    "the reply has " + reply.length + " bytes, and " + MAX_BYTES + " are allowed");
        }
        JsonNode rows = parse(reply);
        if (rows.has("errorMessage") && rows.has("errorType")) {
            throw new ContractException(
                    ContractException.RAISED,
                    rows.get("errorType").asText() + ": "
                            + rows.get("errorMessage").asText());
        }
        if (!rows.isArray()) {
            throw new ContractException(ContractException.BAD_OUTPUT, notRows(rows));
        }
        for (JsonNode row : rows) {
            if (!row.isObject()) {
                throw new ContractException(
                        ContractException.BAD_OUTPUT,
                        "the reply is a list that holds " + Shown.of(row) + ", not a list of objects");
            }
        }
        return rows;
    }

    private static JsonNode parse(byte[] reply) throws ContractException {
        try {
            return JSON.readTree(reply);
        } catch (JsonProcessingException e) {
            throw new ContractException(
                    ContractException.BAD_OUTPUT, "the reply is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading a reply in memory failed", e);
        }
    }

    private static String notRows(JsonNode reply) {
        String form = "the reply is " + Shown.of(reply) + ", not a list of objects";
        if (reply.has("body")) {
            return form + ". Return the list itself, not an answer for an API gateway with the list in its body";
        }
        if (reply.isTextual()) {
            return form + ". Return the list itself, without json.dumps";
        }
        return reply.has("id") ? form + ". Return a list, also for one sample" : form;
    }
}
