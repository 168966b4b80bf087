package dev.hone.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every metric that a step reports. Names follow TRL where TRL has the metric, so that dashboards carry over. A test fails when a stage
 * reports a metric that is not here.
 */
public final class MetricCatalogue {

    private static final List<Metric> ALL = List.of(
            metric("reward", "mean of the rewards that could be computed", "reward", "rises over the run"),
            metric(
                    "reward_std",
                    "mean over groups of the standard deviation (n - 1) within the group",
                    "reward",
                    "above 0; near 0 there is nothing to learn from"),
            metric(
                    "frac_reward_zero_std",
                    "groups without signal (rewards equal within 1e-9, or outcomes with filterOnOutcome) / groups sampled",
                    "share",
                    "below 0.7; more: prompts too easy or too hard, or collapse"),
            metric(
                    "outcome_rate",
                    "completions with outcome true / completions with a reward",
                    "share",
                    "rises over the run"),
            metric(
                    "validation/accuracy",
                    "validation prompts answered right / those whose answer could be scored, at the evaluation interval",
                    "share",
                    "rises, then levels off; a fall while the reward rises is overfitting"),
            metric(
                    "validation/reward",
                    "mean reward of the answers to the validation prompts that could be scored, at the evaluation interval",
                    "reward",
                    "rises, then levels off"),
            metric(
                    "validation/unscorable",
                    "answers to the validation prompts without a reward / all of them; left out of the two above",
                    "share",
                    "0"),
            metric(
                    "rewards/shaped",
                    "mean of the rewards less the penalty for length; with train.overlong, where any completion was too long",
                    "reward",
                    "near the reward"),
            metric("rewards/unscorable", "completions without a reward / completions", "share", "0"),
            metric(
                    "policy_loss",
                    "the loss, mean over the updates of the step",
                    "loss",
                    "near 0; its size says little"),
            metric(
                    "entropy",
                    "mean over trained tokens of the entropy of the policy at the start of the step",
                    "nats",
                    "falls slowly; a fall to a twentieth of its start is collapse"),
            metric(
                    "kl",
                    "mean over trained tokens of k3 = exp(-d) + d - 1, d = log pi - log reference, at the start of the step; without a KL"
                            + " term an unbiased estimate from a quarter of the micro-batches",
                    "nats a token",
                    "0 at first, below 1; high in answers of few tokens, which carry all that changed; the run stops above 5 where"
                            + " kl_per_completion is above 50"),
            metric(
                    "kl_per_completion",
                    "kl times update/tokens / update/completions: the divergence of a whole answer",
                    "nats a completion",
                    "below 50; the run stops above it where kl is above 5"),
            metric(
                    "kl_to_old",
                    "mean over the updates of the step of exp(x) - 1 - x, x = log pi - log pi_old",
                    "nats",
                    "0 with one update a step; below 0.05"),
            metric(
                    "clip_ratio/low_mean",
                    "tokens with ratio below 1 - clipLow and advantage below 0 / tokens, mean over updates",
                    "share",
                    "0 with one update a step; below 0.2"),
            metric(
                    "clip_ratio/high_mean",
                    "tokens with ratio above 1 + clipHigh and advantage above 0 / tokens, mean over updates",
                    "share",
                    "0 with one update a step; below 0.2"),
            metric("clip_ratio/region_mean", "low_mean + high_mean", "share", "0 with one update a step; below 0.3"),
            metric(
                    "clip_ratio/dual_mean",
                    "tokens with ratio above dualClip and advantage below 0 / tokens, mean over updates; with dualClip",
                    "share",
                    "0 with one update a step; below 0.01"),
            metric(
                    "clip_ratio/cispo_mean",
                    "tokens with ratio above ratioMax and advantage above 0 / tokens, mean over updates; with cispo",
                    "share",
                    "0 with one update a step; below 0.01"),
            metric(
                    "grad_norm",
                    "global norm of the gradient before clipping, mean over updates",
                    "norm",
                    "steady; spikes are clipped"),
            metric(
                    "learning_rate",
                    "in force at the last update of the step; 0 where nothing had a signal",
                    "rate",
                    "the schedule"),
            metric(
                    "sampling/sampling_logp_difference/mean",
                    "mean over trained tokens of |log pi_old - log pi_sampler|",
                    "nats",
                    "about 1e-5 in float32, below 0.05 in bfloat16; the run stops beyond its limit"),
            metric(
                    "sampling/sampling_logp_difference/max",
                    "greatest |log pi_old - log pi_sampler|",
                    "nats",
                    "below 0.01 in float32; the run stops beyond its limit"),
            metric("sampling/importance_sampling_ratio/min", "least pi_old / pi_sampler of a token", "ratio", "near 1"),
            metric(
                    "sampling/importance_sampling_ratio/mean",
                    "mean of pi_old / pi_sampler over trained tokens",
                    "ratio",
                    "near 1"),
            metric(
                    "sampling/importance_sampling_ratio/max",
                    "greatest pi_old / pi_sampler of a token",
                    "ratio",
                    "near 1"),
            metric(
                    "sampling/correction_weight/mean",
                    "mean of the weights that the correction gave to tokens or completions, over updates",
                    "weight",
                    "near 1"),
            metric(
                    "completions/mean_length",
                    "mean length of all completions",
                    "tokens",
                    "steady; growth to the limit is a warning"),
            metric("completions/min_length", "shortest completion", "tokens", "above 1"),
            metric("completions/max_length", "longest completion", "tokens", "below the limit"),
            metric(
                    "completions/clipped_ratio",
                    "completions cut at the limit of tokens / completions",
                    "share",
                    "below 0.1; more: raise inferenceMaxTokens or reward brevity"),
            metric(
                    "completions/distinct",
                    "number of different completions (token by token) of all prompts",
                    "completions",
                    "at least as many as the prompts have different right answers"),
            metric(
                    "completions/most_common_share",
                    "completions equal to the most frequent one / completions",
                    "share",
                    "about the share of the most frequent right answer; near 1 every prompt gets the same answer"),
            metric(
                    "dynamic_sampling/rounds",
                    "rounds of sampling; with train.dynamicSampling",
                    "rounds",
                    "1 or 2; at maxRounds the batch may not be full"),
            metric(
                    "dynamic_sampling/groups_replaced",
                    "groups without signal for which further prompts were sampled; they are in the rewards above, not in completions and"
                            + " update",
                    "prompts",
                    "few; many: prompts too easy or too hard"),
            metric(
                    "dynamic_sampling/groups_missing",
                    "groups without signal that could not be replaced: rounds or prompts were used up",
                    "prompts",
                    "0"),
            metric(
                    "completions/mean_reasoning_length",
                    "mean over the completions of the tokens in think blocks, markers included; only where there is reasoning",
                    "tokens",
                    "steady, below train.inferenceMaxTokens by the length of an answer"),
            metric(
                    "completions/mean_answer_length",
                    "mean over the completions of the tokens outside of think blocks; only where there is reasoning",
                    "tokens",
                    "the length of an answer"),
            metric(
                    "completions/unclosed_reasoning_ratio",
                    "completions that ended inside a think block, and so have no answer / completions",
                    "share",
                    "below 0.1; more: raise inferenceMaxTokens, or set model.reasoning.maxThinkingTokens"),
            metric(
                    "completions/forced_close_ratio",
                    "completions whose think block the sampler closed, since the budget was used up / completions",
                    "share",
                    "falls; near 1 the budget is too small"),
            metric("update/groups", "prompts with a gradient", "prompts", "most of the batch"),
            metric("update/groups_dropped", "prompts without a gradient", "prompts", "few"),
            metric("update/completions", "completions with a gradient", "completions", "most of the batch"),
            metric("update/tokens", "tokens with a gradient; forced ones have none", "tokens", "steady"),
            metric(
                    "update/optimizer_steps",
                    "optimizer steps done since the run started",
                    "steps",
                    "grows by updatesPerStep"),
            metric("sft/loss", "mean of -log p over the tokens of the answers", "nats", "falls"),
            metric("sft/tokens", "tokens of the answers of the step", "tokens", "steady"));

    private MetricCatalogue() {}

    /** All metrics in the order of the documentation. */
    public static List<Metric> all() {
        return ALL;
    }

    /** The metric of a name. */
    public static Optional<Metric> find(String name) {
        return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** The catalogue as the text of docs/metrics.md. */
    public static String markdown() {
        String rows = ALL.stream()
                .map(m -> "| `%s` | %s | %s | %s |\n"
                        .formatted(m.name(), m.formula().replace("|", "\\|"), m.unit(), m.healthy()))
                .collect(Collectors.joining());
        return """
                # Metrics of a training step

                What the `metrics` of a `steps` row hold. Made from `dev.hone.metrics.MetricCatalogue`; a test keeps the two equal.

                | name | formula | unit | healthy |
                | --- | --- | --- | --- |
                """
                + rows;
    }

    private static Metric metric(String name, String formula, String unit, String healthy) {
        return new Metric(name, formula, unit, healthy);
    }
}
