package dev.hone.train.step;

import dev.hone.rollout.EncodedPrompt;
import dev.hone.update.UpdateBatch;
import dev.hone.update.UpdateGroup;
import dev.hone.update.UpdateSample;
import java.util.List;
import java.util.Map;
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
        Map<String, EncodedPrompt> byId =
                prompts.stream().collect(Collectors.toMap(EncodedPrompt::promptId, Function.identity()));
        return new UpdateBatch(sampled.batch(size).stream()
                .map(group -> new UpdateGroup(
                        group.promptId(),
                        byId.get(group.promptId()).tokenIds(),
                        group.completions().stream().map(UpdateBatches::sample).toList()))
                .toList());
    }

    private static UpdateSample sample(StepCompletion completion) {
        return new UpdateSample(
                completion.rollout().sampled(),
                completion.rollout().adapterSha(),
                completion.score().advantage(),
                completion.score().lossWeight());
    }
}
