package dev.hone.event;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.settings.ValidationScore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Something that occurs in a run, of reinforcement or of supervised fine-tuning. */
public sealed interface RunEvent {

    /**
     * A driver has the run and begins to work on it. It comes before all others.
     *
     * @param resumed whether an earlier driver worked on it
     * @param plannedSteps steps of the whole run
     * @param batchSize prompts of a step, or examples
     * @param samplesPerPrompt completions of a prompt; empty for supervised fine-tuning
     * @param completed steps that earlier drivers have completed, from the first on
     * @param remarkOnLength which of two limits ends the run, where there is something to say
     */
    record Started(
            String runId,
            boolean resumed,
            int plannedSteps,
            int batchSize,
            OptionalInt samplesPerPrompt,
            List<StepRow> completed,
            Optional<String> remarkOnLength)
            implements RunEvent {

        public Started {
            completed = List.copyOf(completed);
        }
    }

    /**
     * What is done from now on; it is worth showing, not keeping.
     *
     * @param what such as {@code step 3: sampling}
     * @param completedSteps of the run, those of earlier drivers too
     */
    record Doing(String what, int completedSteps) implements RunEvent {}

    /** Something that a person should look at; the run goes on. */
    record Warning(String text) implements RunEvent {}

    /**
     * A policy was evaluated, or the stored answers of that evaluation were read.
     *
     * @param step steps that the policy has seen; 0 is the start
     * @param answers to the prompts of the split
     * @param unscored those among them whose reward could not be computed
     * @param accuracy share of right answers among the scored ones; empty without those
     * @param reward mean over the same
     * @param seconds that it took now
     */
    record Evaluation(
            int step,
            Split split,
            int answers,
            int unscored,
            OptionalDouble accuracy,
            OptionalDouble reward,
            double seconds)
            implements RunEvent {

        public static Evaluation of(int step, Split split, List<EvaluationRow> rows, double seconds) {
            Optional<ValidationScore> score = ValidationScore.of(step, rows);
            int unscored = (int) rows.stream().filter(row -> !row.isScored()).count();
            return new Evaluation(
                    step,
                    split,
                    rows.size(),
                    unscored,
                    score.stream().mapToDouble(ValidationScore::accuracy).findFirst(),
                    score.stream().mapToDouble(ValidationScore::reward).findFirst(),
                    seconds);
        }
    }

    /**
     * A step of reinforcement is complete: its row is committed.
     *
     * @param completions sampled in all rounds
     * @param errors those among them without a reward
     * @param groups sampled in all rounds
     * @param seconds of the step, its commit included
     * @param secondsLeft expected time to the end of the run
     */
    record Step(StepRow row, int completions, int errors, int groups, double seconds, double secondsLeft)
            implements RunEvent {}

    /** Steps of supervised fine-tuning are complete; those of one commit, at least one. */
    record SupervisedSteps(List<StepRow> rows) implements RunEvent {

        public SupervisedSteps {
            rows = List.copyOf(rows);
        }
    }

    /**
     * All steps are done, and it is known which policy counts.
     *
     * @param step of the policy that counts
     * @param lastStep the last that was done
     * @param stopReason why the run ends before its last planned step, if it does
     * @param best on validation; empty where nothing was validated
     */
    record Tuned(int step, int lastStep, Optional<String> stopReason, Optional<ValidationScore> best)
            implements RunEvent {}

    /**
     * The run has ended, or this driver's part of it.
     *
     * @param state as the table {@code runs} has it now
     * @param summary what came out, in lines for a person
     */
    record Ended(RunState state, String reason, List<String> summary) implements RunEvent {

        public Ended {
            summary = List.copyOf(summary);
        }
    }
}
