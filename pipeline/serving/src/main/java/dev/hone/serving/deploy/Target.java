package dev.hone.serving.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The policy that a deployment serves.
 *
 * @param warehouse of its run
 * @param step after which it was saved; 0 for the policy that the run started with
 * @param model folder of its base model
 * @param adapterSha SHA-256 of its adapter
 */
public record Target(String warehouse, String run, int step, String model, String adapterSha) {

    public Target {
        if (step < 0) {
            throw new IllegalArgumentException("a step is 0 or more, not " + step);
        }
    }

    /** In words, such as {@code step 36 of quickstart}. */
    public String text() {
        return "step " + step + " of " + run;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("warehouse", warehouse)
                .put("run", run)
                .put("step", step)
                .put("model", model)
                .put("adapter_sha", adapterSha);
    }

    static Target of(JsonNode node) {
        return new Target(
                node.required("warehouse").asText(),
                node.required("run").asText(),
                node.required("step").asInt(),
                node.required("model").asText(),
                node.required("adapter_sha").asText());
    }
}
