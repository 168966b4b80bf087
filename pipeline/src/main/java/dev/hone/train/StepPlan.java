package dev.hone.train;

import dev.hone.math.sampling.PassRateWeight;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.table.PassRateRow;
import dev.hone.table.PromptRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    boolean hasCurriculum() {
        return curriculum.isPresent();
    }

    /** The plan when the steps of these visits are complete, the earlier first; the same plan without a curriculum. */
    StepPlan after(List<PassRateRow> visits) {
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
        if (curriculum.isPresent()) {
            return byDue(curriculum.get()).limit(length.batchSize()).toList();
        }
        int epoch = epoch(step);
        int start = (step - 1) % stepsPerEpoch() * length.batchSize();
        return inOrder(prompt -> UniformNumbers.completionSeed(seed, -epoch, prompt.promptId(), 0))
                .skip(start)
                .limit(length.batchSize())
                .toList();
    }

    /** The prompts that are not of a step's batch, in the order in which they stand in for others; another one for each step. */
    public List<PromptRow> spares(int step) {
        if (curriculum.isPresent()) {
            return byDue(curriculum.get()).skip(length.batchSize()).toList();
        }
        Set<String> batch = batch(step).stream().map(PromptRow::promptId).collect(Collectors.toSet());
        return inOrder(prompt -> UniformNumbers.completionSeed(seed, step, prompt.promptId(), NO_SAMPLE))
                .filter(prompt -> !batch.contains(prompt.promptId()))
                .toList();
    }

    private Stream<PromptRow> inOrder(ToLongFunction<PromptRow> place) {
        return prompts.stream().sorted(Comparator.comparingLong(place).thenComparing(PromptRow::promptId));
    }

    private Stream<PromptRow> byDue(PassRates rates) {
        Map<String, Double> due =
                prompts.stream().map(PromptRow::promptId).collect(Collectors.toMap(Function.identity(), rates::due));
        return prompts.stream()
                .sorted(Comparator.<PromptRow>comparingDouble(prompt -> due.get(prompt.promptId()))
                        .thenComparing(PromptRow::promptId));
    }

    private int stepsPerEpoch() {
        return length.stepsPerEpoch(prompts.size());
    }
}
