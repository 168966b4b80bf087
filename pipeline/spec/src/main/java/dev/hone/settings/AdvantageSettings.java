package dev.hone.settings;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import java.util.Optional;

/**
 * How rewards become advantages.
 *
 * @param kind the estimator
 * @param epsilon added to deviations, see {@link GroupAdvantages}; at least 0
 * @param filterOnOutcome whether a group whose known outcomes are all equal is dropped, even where a shaped reward differs; a group without
 *     known outcomes is then judged by its rewards
 * @param overlong what long completions lose before advantages are computed
 */
public record AdvantageSettings(
        AdvantageKind kind, double epsilon, boolean filterOnOutcome, Optional<OverlongShaping> overlong) {

    public AdvantageSettings {
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("epsilon must be at least 0, got " + epsilon);
        }
    }
}
