package dev.hone.train.plan;

import dev.hone.math.sampling.PassRateWeight;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.schema.PassRateRow;
import dev.hone.schema.PromptRow;
import dev.hone.settings.RunLength;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which prompts each step trains on: every epoch is one pass over all of them, in an order that follows from the run's seed and the epoch
 * alone. The last batch of an epoch may be smaller, so that no prompt is left out or comes twice. With a curriculum a step trains on the
 * prompts that are due first; all batches are full, and {@link #after} gives the plan as it is when further steps are complete.
 */
public final class StepPlan {

    /** Keeps the order of a step's spare prompts apart from the seeds of its completions. */
    private static final int NO_SAMPLE = -1;

    private final List<PromptRow> prompts;
    private final RunLength length;
    private final long seed;
    private final Optional<PassRates> curriculum;
    private List<PromptRow> order = List.of();
    private int orderedEpoch;

    /**
     * @param prompts the training prompts, at least one
     * @param length how many steps the run takes over them
     */
    public StepPlan(List<PromptRow> prompts, RunLength length, long seed) {
        this(prompts, length, seed, Optional.empty());
    }

    /** The same with a curriculum, where given. */
    public StepPlan(List<PromptRow> prompts, RunLength length, long seed, Optional<PassRateWeight> curriculum) {
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("a plan needs prompts");
        }
        this.prompts = List.copyOf(prompts);
        this.length = length;
        this.seed = seed;
        this.curriculum = curriculum.map(weight -> PassRates.none(weight, seed));
    }

    private StepPlan(StepPlan plan, PassRates curriculum) {
        this.prompts = plan.prompts;
        this.length = plan.length;
        this.seed = plan.seed;
        this.curriculum = Optional.of(curriculum);
    }

    /** Whether pass rates decide which prompts come next. */
    public boolean hasCurriculum() {
        return curriculum.isPresent();
    }

    /** The plan when the steps of these visits are complete, the earlier first; the same plan without a curriculum. */
    public StepPlan after(List<PassRateRow> visits) {
        return curriculum.map(rates -> new StepPlan(this, rates.plus(visits))).orElse(this);
    }

    /** Number of steps of the run. */
    public int steps() {
        return length.steps(prompts.size());
    }

    /** Which of two limits ends the run, where there is something to say. */
    public Optional<String> remarkOnLength() {
        return length.remark(prompts.size());
    }

    /** The epoch, from 1, of a step, from 1. */
    public int epoch(int step) {
        return (step - 1) / stepsPerEpoch() + 1;
    }

    /** The prompts of a step, from 1; with a curriculum those of the step after the completed ones. */
    public List<PromptRow> batch(int step) {
        List<PromptRow> order = order(step);
        int start = curriculum.isPresent() ? 0 : (step - 1) % stepsPerEpoch() * length.batchSize();
        return order.subList(start, Math.min(start + length.batchSize(), order.size()));
    }

    /** The prompts that are not of a step's batch, in the order in which they stand in for others; another one for each step. */
    public List<PromptRow> spares(int step) {
        if (curriculum.isPresent()) {
            return order(step).subList(Math.min(length.batchSize(), prompts.size()), prompts.size());
        }
        Set<String> batch = batch(step).stream().map(PromptRow::promptId).collect(Collectors.toSet());
        List<PromptRow> others = prompts.stream()
                .filter(prompt -> !batch.contains(prompt.promptId()))
                .toList();
        return PromptOrder.by(
                others, prompt -> UniformNumbers.completionSeed(seed, step, prompt.promptId(), NO_SAMPLE));
    }

    /** All prompts: as they are due, or in the order of the step's epoch, which lasts for many steps. */
    private List<PromptRow> order(int step) {
        int epoch = curriculum.isPresent() ? 0 : epoch(step);
        if (order.isEmpty() || orderedEpoch != epoch) {
            order = curriculum
                    .map(rates -> PromptOrder.by(prompts, prompt -> rates.due(prompt.promptId())))
                    .orElseGet(() -> PromptOrder.by(
                            prompts, prompt -> UniformNumbers.completionSeed(seed, -epoch, prompt.promptId(), 0)));
            orderedEpoch = epoch;
        }
        return order;
    }

    private int stepsPerEpoch() {
        return length.stepsPerEpoch(prompts.size());
    }
}
