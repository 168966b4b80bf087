package dev.hone.grader.python.reward;

import dev.hone.grader.python.PythonSignature;
import java.util.List;
import java.util.Set;

/** The forms in which people write reward functions. */
enum HandlerForm {
    /** AWS's: a list of samples in, a list of scores out. */
    LAMBDA("lambda_handler(event, context)", "the Lambda contract"),
    /** Hone's own: one completion at a time, with the arguments that the function asks for. */
    PLAIN("reward(prompt, completion, reference, metadata)", "a plain reward function"),
    /** TRL's: a list of completions and columns of the dataset. */
    TRL(
            "a function with a parameter completions, such as f(prompts, completions, **kwargs)",
            "a reward function of TRL"),
    /** verl's: one completion at a time. */
    VERL("compute_score(data_source, solution_str, ground_truth, extra_info)", "a reward function of verl");

    static final Set<String> PLAIN_PARAMETERS = Set.of("prompt", "completion", "reference", "metadata", "messages");

    /** Parameters of TRL that need the policy's tokens or its trainer, which rewards of Hone do not see. */
    static final Set<String> OF_THE_TRAINER =
            Set.of("completion_ids", "prompt_ids", "trainer_state", "log_extra", "log_metric");

    private final String pattern;
    private final String words;

    HandlerForm(String pattern, String words) {
        this.pattern = pattern;
        this.words = words;
    }

    /** How such a function is written. */
    String pattern() {
        return pattern;
    }

    /** The form in words. */
    String words() {
        return words;
    }

    /** Whether a function is meant that nobody has named. */
    boolean isMeantBy(PythonSignature function) {
        return switch (this) {
            case LAMBDA -> function.name().equals("lambda_handler");
            case PLAIN -> function.name().equals("reward") && fits(function);
            case TRL -> fits(function);
            case VERL -> function.name().equals("compute_score") || fits(function);
        };
    }

    /** Whether the parameters of a function, whatever its name, are those of this form. */
    boolean fits(PythonSignature function) {
        List<String> parameters = function.parameters();
        return switch (this) {
            case LAMBDA -> parameters.equals(List.of("event", "context"));
            case PLAIN -> parameters.contains("completion") && PLAIN_PARAMETERS.containsAll(function.required());
            case TRL -> parameters.contains("completions");
            case VERL -> parameters.contains("solution_str");
        };
    }
}
