package dev.hone.evaluate;

import dev.hone.policy.PolicySource;
import dev.hone.policy.adapter.Adapter;
import dev.hone.rollout.EncodedPrompt;
import dev.hone.rollout.PromptEncoder;
import dev.hone.rollout.RolloutStep;
import dev.hone.rollout.SampleRollouts;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RewardInputs;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.Split;
import dev.hone.schema.Timestamps;
import dev.hone.score.ScoreResult;
import dev.hone.score.ScoreRollouts;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.run.RolloutPlan;
import dev.hone.spark.JobGroup;
import dev.hone.table.EvaluationsTable;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/**
 * Evaluates one policy on one split: answers every prompt (greedily unless the settings say otherwise), scores the answers with the run's
 * reward, and appends them as one commit. An evaluation that is stored already is read back instead of being made again.
 */
public final class EvaluatePolicy {

    private final EvaluationsTable evaluations;
    private final PolicySource policy;
    private final SampleRollouts sampleRollouts;
    private final SparkContext context;
    private final ScoreRollouts scoreRollouts;

    public EvaluatePolicy(
            Warehouse warehouse,
            PolicySource policy,
            RolloutSettings settings,
            RolloutPlan plan,
            ScoreRollouts scoreRollouts) {
        this.evaluations = warehouse.evaluations();
        this.policy = policy;
        this.context = warehouse.spark().sparkContext();
        this.sampleRollouts = new SampleRollouts(warehouse.spark(), policy, settings, plan);
        this.scoreRollouts = scoreRollouts;
    }

    /**
     * Evaluates the policy after a step.
     *
     * @param step steps that the policy has seen; 0 is the policy that the run started with
     * @return one row for each prompt and sample
     * @throws dev.hone.error.DataException when more answers than the run allows could not be scored; nothing is stored then
     * @throws dev.hone.error.EndpointException the same, when an endpoint did not answer
     */
    public List<EvaluationRow> execute(String runId, int step, Split split, Adapter adapter, List<PromptRow> prompts) {
        String description = "evaluating the policy of step " + step + " on " + prompts.size() + " "
                + split.columnValue() + " prompts";
        return JobGroup.run(
                context, "EVALUATE-POLICY-" + step, description, () -> evaluated(runId, step, split, adapter, prompts));
    }

    private List<EvaluationRow> evaluated(
            String runId, int step, Split split, Adapter adapter, List<PromptRow> prompts) {
        OptimisticCommit commit = evaluations.nextCommit(runId, step, split);
        List<EvaluationRow> stored = evaluations.of(runId, step, split);
        if (!stored.isEmpty()) {
            return stored;
        }
        List<EncodedPrompt> encoded = new PromptEncoder(policy.open().tokenizer()).encode(prompts);
        List<RolloutRow> answers = sampleRollouts
                .execute(new RolloutStep(runId, step, step), adapter, encoded)
                .rollouts();
        List<EvaluationRow> rows = score(runId, step, split, prompts, answers);
        evaluations.append(commit, rows);
        return rows;
    }

    private List<EvaluationRow> score(
            String runId, int step, Split split, List<PromptRow> prompts, List<RolloutRow> answers) {
        Map<String, PromptRow> byId =
                prompts.stream().collect(Collectors.toMap(PromptRow::promptId, Function.identity()));
        ScoreResult<RolloutRow> result =
                scoreRollouts.execute(step, answers, answer -> RewardInputs.of(answer, byId.get(answer.promptId())));
        result.requireErrorShareWithinLimit();
        Instant now = Timestamps.now();
        return result.scored().stream()
                .map(scored -> row(runId, step, split, byId.get(scored.input().promptId()), scored, now))
                .toList();
    }

    private static EvaluationRow row(
            String runId, int step, Split split, PromptRow prompt, ScoredCompletion<RolloutRow> scored, Instant now) {
        RolloutRow answer = scored.completion();
        return new EvaluationRow(
                runId,
                step,
                prompt.dataset(),
                split,
                answer.promptId(),
                answer.sample(),
                answer.adapterSha(),
                answer.completion(),
                answer.tokenIds().size(),
                answer.parts(),
                answer.stopReason(),
                scored.result().outcome(),
                scored.result().reward(),
                scored.result().error(),
                scored.grader(),
                now);
    }
}
