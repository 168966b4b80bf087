package dev.hone.reward;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that no function can be made from; its message lists every problem. */
public final class RewardDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<RewardProblem> problems;

    RewardDefinitionException(List<RewardProblem> problems) {
        super(problems.stream()
                .map(RewardProblem::toString)
                .collect(Collectors.joining("\n  ", "the reward definition is wrong:\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** The problems; empty after the exception travelled between processes. */
    public List<RewardProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
