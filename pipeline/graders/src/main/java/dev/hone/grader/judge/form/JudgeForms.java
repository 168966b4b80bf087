package dev.hone.grader.judge.form;

import dev.hone.grader.judge.prompt.JudgePrompt;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardParameters;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes judges of the form that their parameters name. */
public final class JudgeForms {

    private static final int REVISION = 1;
    private static final List<String> FORMS = List.of(Rubric.KEY, Range.KEY, Pairwise.KEY, Ranking.KEY);

    private JudgeForms() {}

    /** A judge; wrong parameters are reported. */
    public static RewardFunction create(RewardParameters parameters) {
        JudgeSetup setup = JudgeSetup.read(parameters);
        List<String> forms = FORMS.stream().filter(parameters::has).toList();
        if (forms.size() != 1) {
            parameters.problem(
                    forms.isEmpty() ? "" : forms.get(1),
                    forms.isEmpty() ? "says not how to judge" : "is a second form of judging, beside " + forms.get(0),
                    "Write one of " + String.join(", ", FORMS));
        }
        return switch (forms.isEmpty() ? Range.KEY : forms.get(0)) {
            case Rubric.KEY -> reward(parameters, setup, Rubric.read(parameters, setup));
            case Pairwise.KEY -> reward(parameters, setup, Pairwise.read(parameters, setup));
            case Ranking.KEY -> Ranking.read(parameters, setup);
            default -> reward(parameters, setup, Range.read(parameters, setup));
        };
    }

    /** A judge of single completions. */
    public static RewardFunction reward(RewardParameters parameters, JudgeSetup setup, CompletionForm form) {
        return new JudgeReward(parameters.kind(), version(parameters, setup, form.prompt()), form, setup.judge());
    }

    /** Hone's own prompts count by what they say, as those of users do. */
    static String version(RewardParameters parameters, JudgeSetup setup, JudgePrompt prompt) {
        return parameters.version(
                REVISION + "/" + setup.judge().model().identity() + "/" + DigestUtils.sha256Hex(prompt.text()));
    }
}
