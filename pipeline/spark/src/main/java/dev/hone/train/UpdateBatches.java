package dev.hone.train;

import dev.hone.policy.StopReason;
import dev.hone.rollout.EncodedPrompt;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.update.UpdateBatch;
import dev.hone.update.UpdateGroup;
import dev.hone.update.UpdateSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the stored rows of a step together for the update. */
final class UpdateBatches {

    private UpdateBatches() {}

    /**
     * The batch of a step.
     *
     * @param prompts of all rounds of sampling
     * @param size prompts of the batch
     */
    static UpdateBatch of(List<EncodedPrompt> prompts, SampledStep sampled, int size) {
        Set<String> batch = sampled.batch(size);
        List<RolloutRow> rollouts = sampled.rollouts();
        List<ScoreRow> scores = sampled.scores();
        Map<String, EncodedPrompt> byId =
                prompts.stream().collect(Collectors.toMap(EncodedPrompt::promptId, Function.identity()));
        Map<String, List<UpdateSample>> samples = new TreeMap<>();
        for (int i = 0; i < rollouts.size(); i++) {
            RolloutRow rollout = rollouts.get(i);
            ScoreRow score = scores.get(i);
            if (!rollout.promptId().equals(score.promptId()) || rollout.sample() != score.sample()) {
                throw new IllegalStateException(
                        "rollouts and scores of step " + rollout.step() + " are not of the same completions");
            }
            if (batch.contains(rollout.promptId())) {
                samples.computeIfAbsent(rollout.promptId(), id -> new ArrayList<>())
                        .add(sample(rollout, score));
            }
        }
        return new UpdateBatch(samples.entrySet().stream()
                .map(group ->
                        new UpdateGroup(group.getKey(), byId.get(group.getKey()).tokenIds(), group.getValue()))
                .toList());
    }

    private static UpdateSample sample(RolloutRow rollout, ScoreRow score) {
        return new UpdateSample(
                rollout.sample(),
                rollout.tokens(),
                rollout.forced(),
                rollout.logprobs(),
                rollout.adapterSha(),
                score.advantage(),
                score.lossWeight(),
                StopReason.valueOf(rollout.stopReason().toUpperCase(Locale.ROOT)));
    }
}
