package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code weighted}: the weighted sum of other reward functions. A part without a reward leaves the whole without one. */
public final class Weighted implements RewardKind {

    private static final int REVISION = 1;
    private static final String ALL = "all";

    @Override
    public String kind() {
        return "weighted";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        List<WeightedSum.Part> parts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        List<RewardParameters> definitions = parameters.parts("parts");
        for (RewardParameters definition : definitions) {
            double weight = definition.number("weight", 1, -1e6, 1e6);
            String name = definition.text("name").orElse(definition.kind());
            if (!names.add(name) && !name.isEmpty()) {
                definition.problem("name", "two parts are called " + name, "Give each part a name of its own");
            }
            definition.function().ifPresent(function -> parts.add(new WeightedSum.Part(name, weight, function)));
        }
        if (definitions.isEmpty()) {
            parameters.problem("parts", "is missing or empty", "List reward definitions, each with a weight");
        }
        Set<String> outcomes = new LinkedHashSet<>(names);
        outcomes.add(ALL);
        String outcome = parameters.choice("outcome", ALL, outcomes);
        return new WeightedSum(
                parameters.version(REVISION + codeOf(parts)),
                List.copyOf(parts),
                outcome.equals(ALL) ? "" : outcome,
                parameters.flag("normalizeWeights", false));
    }

    /** The versions of the parts, whose code may change while this class does not. */
    private static String codeOf(List<WeightedSum.Part> parts) {
        StringBuilder versions = new StringBuilder();
        parts.forEach(part -> versions.append('/').append(part.function().version()));
        return versions.toString();
    }
}
