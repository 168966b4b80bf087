package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
import dev.hone.config.key.Section;
import dev.hone.settings.ScoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section {@code train}. */
final class TrainKeys {

    static final Key<Integer> EPOCH_COUNT = Key.serviceRange(
            Key.atLeast(
                    Key.of(
                            "epochCount",
                            KeyTypes.WHOLE_NUMBER,
                            "passes over the training prompts; where it is not written, as many as maxSteps takes, or 1"),
                    1,
                    100_000),
            "1",
            "50");

    static final Key<Integer> MAX_STEPS = Key.atLeast(
            Key.of(
                    "maxSteps",
                    KeyTypes.WHOLE_NUMBER,
                    "greatest number of steps; with epochCount, the smaller of the two counts, and the run says so"),
            1,
            10_000_000);

    static final Key<Integer> BATCH_SIZE = Key.serviceRange(
            Key.atLeast(
                    Key.of("batchSize", KeyTypes.WHOLE_NUMBER, "prompts of one step")
                            .or(32),
                    1,
                    1_000_000),
            "16",
            "512");

    static final Key<Integer> SAMPLES_PER_PROMPT = Key.serviceRange(
            Key.of("trainingSamplePerPrompt", KeyTypes.WHOLE_NUMBER, "completions of each prompt, its group")
                    .or(8)
                    .where(value -> value >= 2, "must be at least 2, since advantages are relative to the group")
                    .where(value -> value <= 10_000, "must be at most 10000"),
            "2",
            "16");

    static final Key<Integer> MAX_PROMPT_LENGTH = Key.atLeast(
            Key.of("maxPromptLength", KeyTypes.WHOLE_NUMBER, "tokens; longer prompts are left out, with a count")
                    .or(4096),
            1,
            100_000_000);

    static final Key<Integer> UNITS_PER_STEP = Key.atLeast(
            Key.of(
                            "unitsPerStep",
                            KeyTypes.WHOLE_NUMBER,
                            "units that a step's prompts are dealt out over, each decoded by one task; results depend on it."
                                    + " By default the tasks that the cluster could run at once when the run was created")
                    .by("cluster", values -> Optional.empty()), // known when Spark has started
            1,
            100_000);

    static final Key<Integer> DECODE_SLOTS = Key.atLeast(
            Key.of(
                            "decodeSlots",
                            KeyTypes.WHOLE_NUMBER,
                            "completions of a unit that are decoded together, each with memory for its keys and values; the last bits"
                                    + " of results depend on it")
                    .or(64),
            1,
            100_000);

    static final Key<Double> MAX_REWARD_ERROR_SHARE = Key.share(Key.of(
                            "maxRewardErrorShare",
                            KeyTypes.NUMBER,
                            "more completions without a reward than this share of a step, and the run stops")
                    .or(0.1))
            .mayVary();

    static final Key<Integer> REWARD_TIMEOUT_SECONDS = Key.atLeast(
                    Key.of(
                                    "rewardTimeoutSeconds",
                                    KeyTypes.WHOLE_NUMBER,
                                    "time that the reward function may take for up to 64 completions; those of a call that takes longer have no reward")
                            .or(ScoreSettings.DEFAULT_TIMEOUT_SECONDS),
                    1)
            .mayVary();

    static final Section<TrainSpec> SECTION = new Section<>(
            "train",
            "reinforcement: what a step samples and how it updates the policy",
            keys(),
            ObjectiveConflicts.ALL,
            values -> new TrainSpec(
                    values.find(EPOCH_COUNT),
                    values.find(MAX_STEPS),
                    values.get(BATCH_SIZE),
                    values.get(SAMPLES_PER_PROMPT),
                    values.get(MAX_PROMPT_LENGTH),
                    values.find(UNITS_PER_STEP),
                    values.get(DECODE_SLOTS),
                    SamplingKeys.sampling(values),
                    AdvantageKeys.settings(values),
                    values.find(AdvantageKeys.DYNAMIC_SAMPLING).orElse(1),
                    values.get(CurriculumKeys.CURRICULUM),
                    new ScoreSettings(values.get(MAX_REWARD_ERROR_SHARE), values.get(REWARD_TIMEOUT_SECONDS)),
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
