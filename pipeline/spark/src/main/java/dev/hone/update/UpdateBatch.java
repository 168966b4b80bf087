package dev.hone.update;

import dev.hone.settings.UpdateSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The completions of one step.
 *
 * @param groups every prompt of the step, those without signal too; their order decides nothing but the last bits
 */
public record UpdateBatch(List<UpdateGroup> groups) {

    public UpdateBatch {
        groups = List.copyOf(groups);
    }

    Stream<UpdateSample> samples() {
        return groups.stream().flatMap(group -> group.samples().stream());
    }

    /**
     * The groups and completions that have a gradient: a weight above 0, unless the loss has terms that need none, and, where cut
     * completions are masked, an end.
     */
    List<UpdateGroup> trained(UpdateSettings settings) {
        return groups.stream()
                .map(group -> group.with(group.samples().stream()
                        .filter(sample -> sample.lossWeight() > 0 || settings.trainsWithoutSignal())
                        .filter(sample -> !isMasked(sample, settings.maskCutCompletions()))
                        .toList()))
                .filter(group -> !group.samples().isEmpty())
                .toList();
    }

    static boolean isMasked(UpdateSample sample, boolean maskCutCompletions) {
        return maskCutCompletions && sample.isCut();
    }
}
