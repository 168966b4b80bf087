package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Values;
import dev.hone.math.optim.AdamWSettings;
import java.util.List;

/** The keys of the section {@code train} that say how the optimizer works; the supervised warm start uses them too. */
final class AdamWKeys {

    static final Key<Double> WEIGHT_DECAY = Key.number(
                    "weightDecay", "share of a parameter lost per step and learning rate (AdamW)")
            .atLeast(0)
            .atMost(1_000)
            .or(AdamWSettings.DEFAULT.weightDecay());

    static final Key<Double> BETA_1 =
            decay("adamBeta1", "decay of AdamW's mean of gradients", AdamWSettings.DEFAULT.beta1());

    static final Key<Double> BETA_2 =
            decay("adamBeta2", "decay of AdamW's mean of squared gradients", AdamWSettings.DEFAULT.beta2());

    static final Key<Double> EPSILON = Key.number(
                    "adamEpsilon", "added to the root of AdamW's mean of squared gradients")
            .above(0)
            .atMost(1)
            .or(AdamWSettings.DEFAULT.epsilon());

    static final List<Key<?>> KEYS = List.of(WEIGHT_DECAY, BETA_1, BETA_2, EPSILON);

    private AdamWKeys() {}

    static AdamWSettings settings(Values values) {
        return new AdamWSettings(values.get(BETA_1), values.get(BETA_2), values.get(EPSILON), values.get(WEIGHT_DECAY));
    }

    private static Key<Double> decay(String name, String description, double value) {
        return Key.number(name, description)
                .where(beta -> beta >= 0 && beta < 1, "must be at least 0 and below 1")
                .or(value);
    }
}
