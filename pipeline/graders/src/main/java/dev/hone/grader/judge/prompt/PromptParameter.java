package dev.hone.grader.judge.prompt;

import dev.hone.reward.RewardFile;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.Suggestions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the parameter {@code prompt}: a text file that takes the place of Hone's own prompt. */
public final class PromptParameter {

    public static final String KEY = "prompt";

    private PromptParameter() {}

    /**
     * The prompt to use.
     *
     * @param standard name of Hone's own
     * @param names what its variables may begin with, beside those of every row
     * @param required variables without which it would judge nothing
     */
    public static JudgePrompt read(
            RewardParameters parameters, String standard, Set<String> names, Set<String> required) {
        JudgePrompt own = new JudgePrompt(PromptResource.text(standard));
        return parameters
                .file(KEY)
                .flatMap(file -> parse(parameters, file))
                .map(prompt -> {
                    report(parameters, prompt, names, required);
                    return prompt;
                })
                .orElse(own);
    }

    private static Optional<JudgePrompt> parse(RewardParameters parameters, RewardFile file) {
        try {
            return Optional.of(new JudgePrompt(file.text()));
        } catch (IllegalArgumentException e) {
            parameters.problem(KEY, file.name() + ": " + e.getMessage(), "Correct the file");
            return Optional.empty();
        }
    }

    private static void report(
            RewardParameters parameters, JudgePrompt prompt, Set<String> names, Set<String> required) {
        Set<String> known = new TreeSet<>(RowValues.NAMES);
        known.addAll(names);
        prompt.variables().stream()
                .filter(variable -> !known.contains(variable.replaceFirst("[.\\[].*", "")))
                .forEach(variable -> parameters.problem(
                        KEY, "unknown variable {{" + variable + "}}", Suggestions.fix(variable, known)));
        required.stream()
                .filter(variable -> !prompt.variables().contains(variable))
                .sorted()
                .forEach(variable -> parameters.problem(
                        KEY,
                        "does not use {{" + variable + "}}, so the judge would not see it",
                        "Add {{" + variable + "}} to the file"));
    }
}
