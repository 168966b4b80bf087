package dev.hone.train.step;

import dev.hone.schema.RolloutRow;
import java.util.List;
import java.util.Optional;

/**
 * Notices that executors sample on another kind of processor than the driver's. Kernels are chosen by the processor, so the sampler's
 * log-probabilities may differ in their last bits from those of another cluster; the run goes on, since what was sampled is what is trained.
 */
public final class SamplingProcessors {

    private final String driver;
    private boolean told;

    public SamplingProcessors(String driver) {
        this.driver = driver;
    }

    /** A warning at the first such completions, once for a run. */
    public Optional<String> check(List<RolloutRow> sampled) {
        Optional<RolloutRow> other = sampled.stream()
                .filter(rollout -> !told && !rollout.cpu().equals(driver))
                .findFirst();
        told |= other.isPresent();
        return other.map(rollout -> "executor " + rollout.host() + " samples on the processor " + rollout.cpu()
                + ", and the driver has " + driver + ": on other machines the same run may differ in the last bits."
                + " The column cpu of rollouts says which row comes from which");
    }
}
