package dev.hone.metrics;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Every metric that a step reports. Names follow TRL where TRL has the metric, so that dashboards carry over. Code names a metric by its
 * constant, SQL by its {@link #key}.
 */
public enum Metric {
    REWARD("reward", "mean of the rewards that could be computed", "reward", "rises over the run"),
    REWARD_STD(
            "reward_std",
            "mean over groups of the standard deviation (n - 1) within the group",
            "reward",
            "above 0; near 0 there is nothing to learn from"),
    REWARD_MARGIN(
            "reward_margin",
            "mean over groups of the best reward less the worst within the group",
            "reward",
            "above 0; falls as the policy learns; near 0 there is nothing to learn from"),
    FRAC_REWARD_ZERO_STD(
            "frac_reward_zero_std",
            "groups without signal (rewards equal within 1e-9, or outcomes with filterOnOutcome) / groups sampled",
            "share",
            "below 0.7; more: prompts too easy or too hard, or collapse"),
    OUTCOME_RATE(
            "outcome_rate", "completions with outcome true / completions with a reward", "share", "rises over the run"),
    VALIDATION_ACCURACY(
            "validation/accuracy",
            "validation prompts answered right / those whose answer could be scored, at the evaluation interval",
            "share",
            "rises, then levels off; a fall while the reward rises is overfitting"),
    VALIDATION_REWARD(
            "validation/reward",
            "mean reward of the answers to the validation prompts that could be scored, at the evaluation interval",
            "reward",
            "rises, then levels off"),
    VALIDATION_REWARD_STD(
            "validation/reward_std",
            "standard deviation (n - 1) of these rewards",
            "reward",
            "falls as answers become alike"),
    VALIDATION_ERROR_RATE(
            "validation/error_rate",
            "answers to the validation prompts without a reward / all of them; left out of the two above",
            "share",
            "0"),
    VALIDATION_AUDIT_REWARD(
            "validation/audit_reward",
            "mean of the rewards that audit gave to the answers to the validation prompts, at the evaluation interval; with audit",
            "reward",
            "rises with validation/reward; a fall while that rises is a reward that is gamed"),
    VALIDATION_AUDIT_ERROR_RATE(
            "validation/audit_error_rate",
            "answers to the validation prompts that audit could not score / all of them; with audit",
            "share",
            "0"),
    REWARDS_SHAPED(
            "rewards/shaped",
            "mean of the rewards less the penalty for length; with train.overlong, where any completion was too long",
            "reward",
            "near the reward"),
    REWARDS_COMPONENT_MEAN(
            "rewards/{component}/mean",
            "mean of one component of the reward over the completions that have it; where a reward has several",
            "reward",
            "each rises, or stays; one that falls while the reward rises is traded for another"),
    REWARDS_ERROR_RATE("rewards/error_rate", "completions without a reward / completions", "share", "0"),
    JUDGE_COST_USD(
            "judge/cost_usd",
            "sum over the completions of what judges cost; only where a judge says what it costs",
            "US dollars",
            "steady; falls where answers repeat"),
    JUDGE_LATENCY_MEAN(
            "judge/latency_mean",
            "mean over the judged completions of the time that judges took to answer; only where a judge is asked",
            "milliseconds",
            "steady; more: the endpoint is overloaded"),
    JUDGE_CALLS(
            "judge/calls",
            "answers that models gave since the step before, validation included; only where a judge is asked",
            "calls",
            "about the completions times the votes, or the prompts where groups are ranked"),
    JUDGE_CACHED(
            "judge/cached",
            "questions since the step before that judge_cache had an answer to; only where a judge is asked",
            "questions",
            "0 for long answers; many where answers are short, and in a step that is done again"),
    POLICY_LOSS("policy_loss", "the loss, mean over the updates of the step", "loss", "near 0; its size says little"),
    ENTROPY(
            "entropy",
            "mean over trained tokens of the entropy of the policy at the start of the step",
            "nats",
            "falls slowly; a fall to a twentieth of its start is collapse"),
    KL(
            "kl",
            "mean over trained tokens of k3 = exp(-d) + d - 1, d = log pi - log reference, at the start of the step; without a KL"
                    + " term an unbiased estimate from a quarter of the micro-batches",
            "nats a token",
            "0 at first, below 1; high in answers of few tokens, which carry all that changed; the run stops above 5 where"
                    + " kl_per_completion is above 50"),
    KL_PER_COMPLETION(
            "kl_per_completion",
            "kl times update/tokens / update/completions: the divergence of a whole answer",
            "nats a completion",
            "below 50; the run stops above it where kl is above 5"),
    KL_TO_OLD(
            "kl_to_old",
            "mean over the updates of the step of exp(x) - 1 - x, x = log pi - log pi_old",
            "nats",
            "0 with one update a step; below 0.05"),
    CLIP_RATIO_LOW_MEAN(
            "clip_ratio/low_mean",
            "tokens with ratio below 1 - clipLow and advantage below 0 / tokens, mean over updates",
            "share",
            "0 with one update a step; below 0.2"),
    CLIP_RATIO_HIGH_MEAN(
            "clip_ratio/high_mean",
            "tokens with ratio above 1 + clipHigh and advantage above 0 / tokens, mean over updates",
            "share",
            "0 with one update a step; below 0.2"),
    CLIP_RATIO_REGION_MEAN(
            "clip_ratio/region_mean", "low_mean + high_mean", "share", "0 with one update a step; below 0.3"),
    CLIP_RATIO_DUAL_MEAN(
            "clip_ratio/dual_mean",
            "tokens with ratio above dualClip and advantage below 0 / tokens, mean over updates; with dualClip",
            "share",
            "0 with one update a step; below 0.01"),
    CLIP_RATIO_CISPO_MEAN(
            "clip_ratio/cispo_mean",
            "tokens with ratio above ratioMax and advantage above 0 / tokens, mean over updates; with cispo",
            "share",
            "0 with one update a step; below 0.01"),
    GRAD_NORM(
            "grad_norm",
            "global norm of the gradient before clipping, mean over updates",
            "norm",
            "steady; spikes are clipped"),
    LEARNING_RATE(
            "learning_rate",
            "in force at the last update of the step; 0 where nothing had a signal",
            "rate",
            "the schedule"),
    SAMPLING_LOGP_DIFFERENCE_MEAN(
            "sampling/sampling_logp_difference/mean",
            "mean over trained tokens of |log pi_old - log pi_sampler|",
            "nats",
            "about 1e-5 in float32, below 0.05 in bfloat16; the run stops beyond its limit"),
    SAMPLING_LOGP_DIFFERENCE_MAX(
            "sampling/sampling_logp_difference/max",
            "greatest |log pi_old - log pi_sampler|",
            "nats",
            "below 0.01 in float32; the run stops beyond its limit"),
    IMPORTANCE_SAMPLING_RATIO_MIN(
            "sampling/importance_sampling_ratio/min", "least pi_old / pi_sampler of a token", "ratio", "near 1"),
    IMPORTANCE_SAMPLING_RATIO_MEAN(
            "sampling/importance_sampling_ratio/mean",
            "mean of pi_old / pi_sampler over trained tokens",
            "ratio",
            "near 1"),
    IMPORTANCE_SAMPLING_RATIO_MAX(
            "sampling/importance_sampling_ratio/max", "greatest pi_old / pi_sampler of a token", "ratio", "near 1"),
    CORRECTION_WEIGHT_MEAN(
            "sampling/correction_weight/mean",
            "mean of the weights that the correction gave to tokens or completions, over updates",
            "weight",
            "near 1"),
    COMPLETIONS_MEAN_LENGTH(
            "completions/mean_length",
            "mean length of all completions",
            "tokens",
            "steady; growth to the limit is a warning"),
    COMPLETIONS_MIN_LENGTH("completions/min_length", "shortest completion", "tokens", "above 1"),
    COMPLETIONS_MAX_LENGTH("completions/max_length", "longest completion", "tokens", "below the limit"),
    COMPLETIONS_CLIPPED_RATIO(
            "completions/clipped_ratio",
            "completions cut at the limit of tokens / completions",
            "share",
            "below 0.1; more: raise inferenceMaxTokens or reward brevity"),
    COMPLETIONS_DISTINCT(
            "completions/distinct",
            "number of different completions (token by token) of all prompts",
            "completions",
            "at least as many as the prompts have different right answers"),
    COMPLETIONS_MOST_COMMON_SHARE(
            "completions/most_common_share",
            "completions equal to the most frequent one / completions",
            "share",
            "about the share of the most frequent right answer; near 1 every prompt gets the same answer"),
    DYNAMIC_SAMPLING_ROUNDS(
            "dynamic_sampling/rounds",
            "rounds of sampling; with train.dynamicSampling",
            "rounds",
            "1 or 2; at maxRounds the batch may not be full"),
    DYNAMIC_SAMPLING_GROUPS_REPLACED(
            "dynamic_sampling/groups_replaced",
            "groups without signal for which further prompts were sampled; they are in the rewards above, not in completions and"
                    + " update",
            "prompts",
            "few; many: prompts too easy or too hard"),
    DYNAMIC_SAMPLING_GROUPS_MISSING(
            "dynamic_sampling/groups_missing",
            "groups without signal that could not be replaced: rounds or prompts were used up",
            "prompts",
            "0"),
    COMPLETIONS_MEAN_REASONING_LENGTH(
            "completions/mean_reasoning_length",
            "mean over the completions of the tokens in think blocks, markers included; only where there is reasoning",
            "tokens",
            "steady, below train.inferenceMaxTokens by the length of an answer"),
    COMPLETIONS_MEAN_ANSWER_LENGTH(
            "completions/mean_answer_length",
            "mean over the completions of the tokens outside of think blocks; only where there is reasoning",
            "tokens",
            "the length of an answer"),
    COMPLETIONS_UNCLOSED_REASONING_RATIO(
            "completions/unclosed_reasoning_ratio",
            "completions that ended inside a think block, and so have no answer / completions",
            "share",
            "below 0.1; more: raise inferenceMaxTokens, or set model.reasoning.maxThinkingTokens"),
    COMPLETIONS_FORCED_CLOSE_RATIO(
            "completions/forced_close_ratio",
            "completions whose think block the sampler closed, since the budget was used up / completions",
            "share",
            "falls; near 1 the budget is too small"),
    UPDATE_GROUPS("update/groups", "prompts with a gradient", "prompts", "most of the batch"),
    UPDATE_GROUPS_DROPPED("update/groups_dropped", "prompts without a gradient", "prompts", "few"),
    UPDATE_COMPLETIONS("update/completions", "completions with a gradient", "completions", "most of the batch"),
    UPDATE_TOKENS("update/tokens", "tokens with a gradient; forced ones have none", "tokens", "steady"),
    UPDATE_OPTIMIZER_STEPS(
            "update/optimizer_steps", "optimizer steps done since the run started", "steps", "grows by updatesPerStep"),
    WATCH_CORRELATION_LENGTH(
            "watch/correlation/length",
            "correlation of reward and length in tokens within groups: Pearson's, of deviations from the mean of the group",
            "-1 to 1",
            "near 0; near 1 the reward pays for length"),
    WATCH_CORRELATION_LISTS(
            "watch/correlation/lists",
            "the same of reward and list items of the answer; not there where no answer differs in them",
            "-1 to 1",
            "near 0; near 1 the reward pays for lists"),
    WATCH_CORRELATION_HEADINGS("watch/correlation/headings", "the same with headings", "-1 to 1", "near 0"),
    WATCH_CORRELATION_CODE_FENCES("watch/correlation/code_fences", "the same with code fences", "-1 to 1", "near 0"),
    WATCH_CORRELATION_BOLD("watch/correlation/bold", "the same with words in bold", "-1 to 1", "near 0"),
    WATCH_FORMATTED_SHARE(
            "watch/formatted_share",
            "answers with a list item, heading, code fence or word in bold / completions",
            "share",
            "steady, unless the task asks for it"),
    WATCH_SURGING_PHRASES(
            "watch/surging_phrases",
            "phrases of one to three words in at least 0.2 more of the answers than in steps 1 to 3, and in at least 0.1 more of those"
                    + " above the mean of their group than of the others; from step 4",
            "phrases",
            "few; each is named at the end of the run"),
    WATCH_SURGING_PHRASE_RISE(
            "watch/surging_phrase_rise",
            "greatest rise among these of the share of answers that hold it, 0 without one",
            "share",
            "low, unless right answers share a phrase"),
    WATCH_OUTCOME_GAP(
            "watch/outcome_gap",
            "mean of reward - outcome (1 or 0) of the completions that have both",
            "reward",
            "steady"),
    WATCH_OUTCOME_DRIFT(
            "watch/outcome_drift",
            "outcome_gap less its mean over steps 1 to 3; from step 4, for rewards from 0 to 1",
            "reward",
            "near 0 or below; a rise: the reward grows faster than success"),
    WATCH_AUDIT_DRIFT(
            "watch/audit_drift",
            "(validation/reward - validation/audit_reward) less the same of the start, over answers that both could score; at the"
                    + " evaluation interval, with audit",
            "reward",
            "near 0 or below; a rise: the reward grows faster than what the audit sees"),
    SFT_LOSS("sft/loss", "mean of -log p over the tokens of the answers", "nats", "falls"),
    SFT_TOKENS("sft/tokens", "tokens of the answers of the step", "tokens", "steady");

    private final String key;
    private final String formula;
    private final String unit;
    private final String healthy;

    Metric(String key, String formula, String unit, String healthy) {
        this.key = key;
        this.formula = formula;
        this.unit = unit;
        this.healthy = healthy;
    }

    /** Its name in the metrics of a {@code steps} row. */
    public String key() {
        return key;
    }

    /**
     * The name for one of several things, of a metric whose name says where that stands.
     *
     * @param name in place of the braces
     */
    public String keyOf(String name) {
        return key.replaceFirst("\\{[a-z]+\\}", Matcher.quoteReplacement(name));
    }

    /** How it is computed. */
    public String formula() {
        return formula;
    }

    /** Such as nats or tokens. */
    public String unit() {
        return unit;
    }

    /** What a healthy run shows, and what another value points to. */
    public String healthy() {
        return healthy;
    }

    /** All metrics as the text of docs/metrics.md. */
    public static String markdown() {
        String rows = Arrays.stream(values())
                .map(m ->
                        "| `%s` | %s | %s | %s |\n".formatted(m.key, m.formula.replace("|", "\\|"), m.unit, m.healthy))
                .collect(Collectors.joining());
        return """
                # Metrics of a training step

                What the `metrics` of a `steps` row hold. Made from `dev.hone.metrics.Metric`; a test keeps the two equal.

                | name | formula | unit | healthy |
                | --- | --- | --- | --- |
                """
                + rows;
    }
}
