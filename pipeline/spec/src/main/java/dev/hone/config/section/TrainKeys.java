package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.RunLength;
import dev.hone.settings.ScoreSettings;
import dev.hone.settings.TrainSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code train}. */
final class TrainKeys {

    static final Key<Integer> EPOCH_COUNT = Key.integer(
                    "epochCount",
                    "passes over the training prompts; where it is not written, as many as maxSteps takes, or 1")
            .atLeast(1)
            .atMost(100_000)
            .serviceRange(1, 50)
            .optional();

    static final Key<Integer> MAX_STEPS = Key.integer(
                    "maxSteps",
                    "greatest number of steps; with epochCount, the smaller of the two counts, and the run says so")
            .atLeast(1)
            .atMost(10_000_000)
            .optional();

    static final Key<Integer> BATCH_SIZE = Key.integer("batchSize", "prompts of one step")
            .atLeast(1)
            .atMost(1_000_000)
            .serviceRange(16, 512)
            .or(32);

    static final Key<Integer> SAMPLES_PER_PROMPT = Key.integer(
                    "trainingSamplePerPrompt", "completions of each prompt, its group")
            .where(value -> value >= 2, "must be at least 2, since advantages are relative to the group")
            .atMost(10_000)
            .serviceRange(2, 16)
            .or(8);

    static final Key<Integer> MAX_PROMPT_LENGTH = Key.integer(
                    "maxPromptLength", "tokens; longer prompts are left out, with a count")
            .atLeast(1)
            .atMost(100_000_000)
            .or(4096);

    static final Key<Integer> UNITS_PER_STEP = Key.integer(
                    "unitsPerStep",
                    "units that a step's prompts are dealt out over, each decoded by one task; results depend on it."
                            + " By default the tasks that the cluster could run at once when the run was created")
            .atLeast(1)
            .atMost(100_000)
            .by("cluster", values -> Optional.empty()); // known when Spark has started

    static final Key<Integer> DECODE_SLOTS = Key.integer(
                    "decodeSlots",
                    "completions of a unit that are decoded together, each with memory for its keys and values; the last bits"
                            + " of results depend on it")
            .atLeast(1)
            .atMost(100_000)
            .or(64);

    static final Key<Double> MAX_REWARD_ERROR_SHARE = Key.number(
                    "maxRewardErrorShare",
                    "more completions without a reward than this share of a step, and the run stops")
            .share()
            .or(0.1)
            .mayVary();

    static final Key<Integer> REWARD_TIMEOUT_SECONDS = Key.integer(
                    "rewardTimeoutSeconds",
                    "time that the reward function may take for up to 64 completions; those of a call that takes longer have no reward")
            .atLeast(1)
            .or(ScoreSettings.DEFAULT_TIMEOUT_SECONDS)
            .mayVary();

    static final Section<TrainSettings> SECTION = new Section<>(
            "train",
            "reinforcement: what a step samples and how it updates the policy",
            keys(),
            ObjectiveConflicts.ALL,
            values -> new TrainSettings(
                    new RunLength(values.get(BATCH_SIZE), values.findInt(EPOCH_COUNT), values.findInt(MAX_STEPS)),
                    values.get(MAX_PROMPT_LENGTH),
                    values.findInt(UNITS_PER_STEP),
                    values.get(DECODE_SLOTS),
                    new RolloutSettings(SamplingKeys.sampling(values), values.get(SAMPLES_PER_PROMPT)),
                    values.find(AdvantageKeys.DYNAMIC_SAMPLING).orElse(1),
                    values.get(CurriculumKeys.CURRICULUM),
                    new ScoreSettings(values.get(MAX_REWARD_ERROR_SHARE), values.get(REWARD_TIMEOUT_SECONDS)),
                    AdvantageKeys.settings(values),
                    UpdateKeys.update(values)));

    private TrainKeys() {}

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(List.of(
                EPOCH_COUNT,
                MAX_STEPS,
                BATCH_SIZE,
                SAMPLES_PER_PROMPT,
                MAX_PROMPT_LENGTH,
                UNITS_PER_STEP,
                DECODE_SLOTS));
        keys.addAll(SamplingKeys.KEYS);
        keys.add(CurriculumKeys.CURRICULUM);
        keys.add(ObjectiveKeys.OBJECTIVE);
        keys.addAll(AdvantageKeys.KEYS);
        keys.addAll(ObjectiveKeys.KEYS);
        keys.add(MAX_REWARD_ERROR_SHARE);
        keys.add(REWARD_TIMEOUT_SECONDS);
        keys.addAll(UpdateKeys.keys());
        return keys;
    }
}
