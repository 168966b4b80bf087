package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.form.JudgeForms;
import dev.hone.grader.judge.form.JudgeSetup;
import dev.hone.grader.judge.prompt.PromptParameter;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import java.util.Set;

/** A kind that has a judge state what it sees, by Hone's prompt of the kind's name or the user's, and makes a reward of that. */
abstract class ReadyKind implements RewardKind {

    private final String name;
    private final Set<String> shown;

    /**
     * A kind.
     *
     * @param name of the kind and of its prompt
     * @param shown variables that a user's prompt must use
     */
    ReadyKind(String name, Set<String> shown) {
        this.name = name;
        this.shown = Set.copyOf(shown);
    }

    @Override
    public final String kind() {
        return name;
    }

    @Override
    public final Set<String> files() {
        return Set.of(PromptParameter.KEY);
    }

    @Override
    public final RewardFunction create(RewardParameters parameters) {
        JudgeSetup setup = setup(parameters);
        return JudgeForms.reward(
                parameters,
                setup,
                ReadyForm.read(parameters, setup, name, shown, schema(), grading(parameters, setup)));
    }

    /** What all judges need. */
    JudgeSetup setup(RewardParameters parameters) {
        return JudgeSetup.read(parameters);
    }

    /** The form of the judge's answer. */
    abstract ObjectNode schema();

    /** Reads the parameters that are the kind's own, and says what they make of an answer. */
    abstract ReadyForm.Grading grading(RewardParameters parameters, JudgeSetup setup);
}
