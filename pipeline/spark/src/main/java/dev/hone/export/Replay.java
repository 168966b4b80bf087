package dev.hone.export;

import dev.hone.error.DataException;
import dev.hone.error.ModelException;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.checkpoint.WeightType;
import java.util.List;
import java.util.Locale;

/** Logged rollouts under the base and the tuned policy: what an export must give again, and what it must not. */
final class Replay {

    /** How many times farther from the base than from the tuned policy an export must be. */
    private static final double SEPARATION = 10;

    /** The same where weights were rounded to 16 bits: still nearer to the tuned policy by half. */
    private static final double ROUNDED_SEPARATION = 2;

    private final List<ReplayedRollout> rollouts;
    private final double baseDifference;

    private Replay(List<ReplayedRollout> rollouts) {
        this.rollouts = rollouts;
        this.baseDifference = rollouts.stream()
                .mapToDouble(r -> ReplayedRollout.maxDifference(r.base(), r.tuned()))
                .max()
                .orElse(0);
    }

    /** Replays the rollouts with the policy that is in memory. */
    static Replay of(PolicyModel policy, Adapter tuned, List<LoggedRollout> logged, int maxRollouts) {
        if (logged.isEmpty()) {
            throw new DataException("there is no logged rollout to verify the export with: the run has sampled nothing."
                    + " Train at least one step before exporting");
        }
        Adapter untrained = policy.initialAdapter(tuned.kind(), 0);
        return new Replay(logged.stream()
                .limit(maxRollouts)
                .map(r -> new ReplayedRollout(r, logprobs(policy, untrained, r), logprobs(policy, tuned, r)))
                .toList());
    }

    List<ReplayedRollout> rollouts() {
        return rollouts;
    }

    int tokens() {
        return rollouts.stream().mapToInt(r -> r.tuned().length).sum();
    }

    /** Greatest difference between the base's and the tuned policy's log-probability of one token. */
    double baseDifference() {
        return baseDifference;
    }

    /**
     * Compares an export with the tuned policy.
     *
     * @param what the export, for the error
     * @param type what its weights were rounded to
     * @return the greatest difference of a log-probability
     * @throws ModelException where it exceeds the tolerance, or the export cannot be told from the base
     */
    double check(String what, PolicyModel policy, Adapter adapter, double tolerance, WeightType type) {
        double error = 0;
        double fromBase = 0;
        for (ReplayedRollout replayed : rollouts) {
            float[] exported = logprobs(policy, adapter, replayed.rollout());
            error = Math.max(error, ReplayedRollout.maxDifference(exported, replayed.tuned()));
            fromBase = Math.max(fromBase, ReplayedRollout.maxDifference(exported, replayed.base()));
        }
        if (!(error <= tolerance)) {
            throw new ModelException(format(
                    "%s does not give the tuned policy's log-probabilities: they differ by up to %.3g, the tolerance is"
                            + " %.3g. Nothing was exported; the checkpoint is untouched. Check the disk, then report it",
                    what, error, tolerance));
        }
        if (!(fromBase > (type == WeightType.F32 ? SEPARATION : ROUNDED_SEPARATION) * error) || fromBase == 0) {
            throw new ModelException(format(
                    "%s cannot be told from the base model: their log-probabilities differ by at most %.3g on %d logged"
                            + " rollouts. Nothing was exported. Check that the run has trained: its reward curve, its"
                            + " learning rate, and how many groups had a signal%s",
                    what,
                    fromBase,
                    rollouts.size(),
                    type == WeightType.F32
                            ? ""
                            : "; or set export.dtype to float32, since rounding to " + type.dtype()
                                    + " hides small changes"));
        }
        return error;
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    private static float[] logprobs(PolicyModel policy, Adapter adapter, LoggedRollout rollout) {
        TrainingGroup group = new TrainingGroup(rollout.promptTokenIds(), new int[][] {rollout.completionTokenIds()});
        return policy.logprobs(adapter, group, 1.0)[0];
    }
}
