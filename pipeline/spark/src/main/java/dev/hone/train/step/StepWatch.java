package dev.hone.train.step;

import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.table.Warehouse;
import dev.hone.watch.HackingWatch;
import dev.hone.watch.WatchEvidence;
import dev.hone.watch.WatchedCompletion;
import java.util.List;
import java.util.SortedMap;

/** Shows the steps of a run to the watch on its reward. */
public final class StepWatch {

    private final HackingWatch watch = new HackingWatch();

    /** The watch of a run of which so many steps are complete: it has seen the first of them. */
    public static StepWatch of(Warehouse warehouse, String runId, int completedSteps) {
        StepWatch stepWatch = new StepWatch();
        for (int step = 1; step <= Math.min(completedSteps, HackingWatch.FIRST_STEPS); step++) {
            StoredRounds stored = StoredRounds.of(warehouse, runId, step);
            if (!stored.rollouts().isEmpty()
                    && stored.rollouts().size() == stored.scores().size()) {
                stepWatch.look(new SampledStep(1, List.of(), StepGroup.of(stored.rollouts(), stored.scores())));
            }
        }
        return stepWatch;
    }

    /** What the watch says about the next step; what cannot be computed is left out. */
    public SortedMap<String, Double> look(SampledStep sampled) {
        return watch.look(sampled.groups().stream()
                .flatMap(group -> group.completions().stream())
                .map(StepWatch::watched)
                .toList());
    }

    /** What a person should know at the end of a run. */
    public List<String> evidence(List<? extends SortedMap<String, Double>> history) {
        return WatchEvidence.lines(history, watch.surging());
    }

    private static WatchedCompletion watched(StepCompletion completion) {
        RolloutRow rollout = completion.rollout();
        ScoreRow score = completion.score();
        return new WatchedCompletion(
                rollout.promptId(),
                rollout.parts().answer(),
                rollout.tokenIds().size(),
                score.reward(),
                score.outcome());
    }
}
