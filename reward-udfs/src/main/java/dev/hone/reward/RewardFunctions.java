package dev.hone.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes reward functions from definitions. */
public final class RewardFunctions {

    private RewardFunctions() {}

    /**
     * The function that a definition describes, to be closed by the caller.
     *
     * @throws RewardDefinitionException listing every problem
     */
    public static RewardFunction create(RewardDefinition definition) {
        List<RewardProblem> problems = new ArrayList<>();
        Optional<RewardFunction> function = build(definition, problems);
        if (!problems.isEmpty() || function.isEmpty()) {
            function.ifPresent(RewardFunction::close);
            throw new RewardDefinitionException(problems);
        }
        return function.get();
    }

    /** Everything that is wrong with a definition, in the order of its keys; empty when {@link #create} will succeed. */
    public static List<RewardProblem> problems(RewardDefinition definition) {
        List<RewardProblem> problems = new ArrayList<>();
        build(definition, problems).ifPresent(RewardFunction::close);
        return List.copyOf(problems);
    }

    /** The kinds that can be used here: those of Hone and of other jars on the class path. */
    public static Set<String> kinds() {
        return RewardKinds.all().keySet();
    }

    static Optional<RewardFunction> build(RewardDefinition definition, List<RewardProblem> problems) {
        return build(new RewardParameters("", definition, problems));
    }

    static Optional<RewardFunction> build(RewardParameters parameters) {
        String kind = parameters.kind();
        Map<String, RewardKind> kinds = RewardKinds.all();
        if (kind.isEmpty()) {
            parameters.problem("kind", "a reward needs a kind", "Use one of " + String.join(", ", kinds.keySet()));
            return Optional.empty();
        }
        RewardKind known = kinds.get(kind);
        if (known == null) {
            parameters.problem("kind", "unknown kind of reward: " + kind, Suggestions.fix(kind, kinds.keySet()));
            return Optional.empty();
        }
        RewardFunction function = known.create(parameters);
        parameters.reportUnknownKeys();
        return Optional.of(function);
    }
}
