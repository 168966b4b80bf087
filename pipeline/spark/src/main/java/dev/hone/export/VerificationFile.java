package dev.hone.export;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.checkpoint.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file verification.json of an export: the replayed rollouts with their log-probabilities, for anyone to check again. */
final class VerificationFile {

    static final String NAME = "verification.json";

    private static final JsonMapper JSON = new JsonMapper();

    private VerificationFile() {}

    static void write(
            Path directory,
            Replay replay,
            ExportDescription about,
            double adapterTolerance,
            double mergedTolerance,
            WeightType mergedType,
            String adapterSha)
            throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("run_id", about.runId());
        root.put("base_model", about.baseName());
        root.put("adapter_sha256", adapterSha);
        root.put("temperature", 1.0);
        root.put("adapter_tolerance", adapterTolerance);
        root.put("merged_tolerance", mergedTolerance);
        root.put("merged_dtype", mergedType.dtype());
        root.put("base_max_difference", replay.baseDifference());
        ArrayNode rollouts = root.putArray("rollouts");
        for (ReplayedRollout replayed : replay.rollouts()) {
            LoggedRollout rollout = replayed.rollout();
            ObjectNode node = rollouts.addObject();
            node.put("prompt_id", rollout.promptId());
            node.put("sample", rollout.sample());
            node.set("prompt_token_ids", JSON.valueToTree(rollout.promptTokenIds()));
            node.set("completion_token_ids", JSON.valueToTree(rollout.completionTokenIds()));
            node.set("base_logprobs", JSON.valueToTree(replayed.base()));
            node.set("tuned_logprobs", JSON.valueToTree(replayed.tuned()));
        }
        Files.writeString(directory.resolve(NAME), JSON.writeValueAsString(root) + "\n");
    }
}
