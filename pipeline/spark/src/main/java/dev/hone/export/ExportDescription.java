package dev.hone.export;

import dev.hone.chart.SvgChart;
import dev.hone.compare.AuditComparison;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.settings.HubSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What the model card tells about a run.
 *
 * @param runId the run
 * @param seed of the run
 * @param steps policy updates that the adapter has seen
 * @param baseName the base model as the specification names it: a path or a hub name
 * @param hub what there is of it on the Hugging Face Hub
 * @param training how the model was tuned
 * @param goal what was rewarded or taught, in words
 * @param dataset name of the data set
 * @param evaluations base against tuned, one for each split that was evaluated
 * @param audit the same by a reward that never trained; empty without one
 * @param rewardCurve the reward over the steps; empty where nothing was rewarded
 * @param versions of Hone, Java, libtorch and so on, by name
 * @param specification the specification as written, secrets as {@code ${env:NAME}}
 * @param command the command that repeats the run
 */
public record ExportDescription(
        String runId,
        long seed,
        int steps,
        String baseName,
        HubSources hub,
        Training training,
        String goal,
        String dataset,
        List<Comparison> evaluations,
        Optional<AuditComparison> audit,
        Optional<SvgChart> rewardCurve,
        Map<String, String> versions,
        String specification,
        String command) {

    public ExportDescription {
        evaluations = List.copyOf(evaluations);
        versions = Map.copyOf(new TreeMap<>(versions));
    }

    /**
     * Base against tuned on the prompts of one split.
     *
     * @param split validation or test
     * @param prompts number of prompts
     * @param unscored prompts left out, since an answer to them could not be scored
     * @param accuracy shares of right answers, 0 to 1, and of their difference, with 95 % intervals; empty without a notion of right
     * @param reward mean rewards
     * @param majorityAccuracy share of the prompts to which the commonest reference answer is right, 0 to 1; empty where none recurs
     */
    public record Comparison(
            String split,
            int prompts,
            int unscored,
            Optional<PairedBootstrap.Result> accuracy,
            Optional<PairedBootstrap.Result> reward,
            OptionalDouble majorityAccuracy) {}
}
