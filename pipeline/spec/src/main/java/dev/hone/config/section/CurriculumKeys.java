package dev.hone.config.section;

import dev.hone.config.key.Choice;
import dev.hone.config.key.Conflict;
import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.math.sampling.PassRateWeight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code curriculum} of {@code train}. */
final class CurriculumKeys {

    private static final String NONE = "none";
    private static final String PASS_RATE = "pass_rate";

    static final Key<String> KIND = Key.of(
                    "kind",
                    new Choice<>(kinds()),
                    "none: every prompt once in each epoch; pass_rate: the more often, the nearer its pass rate is to one half")
            .or(NONE);

    static final Key<Double> LEAST_WEIGHT = Key.number(
                    "leastWeight",
                    "weight of prompts that are always or never solved: they come once in 1 / leastWeight epochs")
            .where(value -> value > 0 && value <= 1, "must be above 0 and at most 1")
            .by(
                    KIND.name(),
                    values -> values.find(KIND).filter(PASS_RATE::equals).map(kind -> 0.25));

    static final Key<Optional<PassRateWeight>> CURRICULUM = SectionType.withDefaults(new Section<>(
            "curriculum",
            "which prompts are sampled how often",
            List.of(KIND, LEAST_WEIGHT),
            List.of(new Conflict(
                    LEAST_WEIGHT,
                    Set.of(KIND, LEAST_WEIGHT),
                    values -> values.get(KIND).equals(NONE),
                    values -> "has no effect with kind none. Set kind to pass_rate, or leave it out",
                    Key.Severity.ERROR)),
            values -> values.find(LEAST_WEIGHT).map(PassRateWeight::new)));

    private CurriculumKeys() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put(NONE, NONE);
        kinds.put(PASS_RATE, PASS_RATE);
        return kinds;
    }
}
