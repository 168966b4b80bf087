package dev.hone.grader.python.reward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardProblem;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPythonReward {

    @TempDir
    Path folder;

    @BeforeEach
    void needsBubblewrap() {
        InstalledSandbox.assume();
    }

    @Test
    void aPlainFunctionGetsTheArgumentsThatItAsksFor() throws IOException {
        String file = "def reward(prompt, completion, reference, metadata):\n"
                + "    return len(prompt) if completion == reference['answer'] and metadata == {'level': 2} else -1";

        assertThat(rewards(file, Map.of(), right(), wrong())).containsExactly(5.0, -1.0);
        assertThat(rewards("def reward(completion):\n    return completion == 'Accra'", Map.of(), right(), wrong()))
                .containsExactly(1.0, 0.0);
    }

    @Test
    void aPlainFunctionMayReturnADict() throws IOException {
        String file = "def reward(completion, messages):\n    print('scoring', completion)\n"
                + "    return {'score': 0.5, 'outcome': True, 'explanation': messages[0]['role'], 'components': {'a': 0.25}, 'length': 5}";

        RewardResult result = results(file, Map.of(), right()).get(0);

        assertThat(result.reward()).hasValue(0.5);
        assertThat(result.outcome()).contains(true);
        assertThat(result.components()).isEqualTo(Map.of("a", 0.25));
        assertThat(result.metrics()).isEqualTo(Map.of("length", 5.0));
        assertThat(result.explanation()).isEqualTo("user; printed: scoring Accra");
    }

    @Test
    void whatIsNoRewardIsAnErrorThatNamesWhatWasMeant() throws IOException {
        assertThat(errors("def reward(completion):\n    return {'points': 1}"))
                .containsExactly("missing_score: the dict has points; the reward must be under reward or score");
        assertThat(errors("def reward(completion):\n    pass"))
                .containsExactly("not_a_number: the function returned None; return a number");
        assertThat(errors("def reward(completion):\n    return float('nan')"))
                .containsExactly("not_finite: the function returned \"NaN\"");
        assertThat(errors(
                        "def lambda_handler(event, context):\n    return [{'id': s['id'], 'score': 1} for s in event]"))
                .singleElement()
                .asString()
                .contains("missing_score", "its name must be aggregate_reward_score");
    }

    @Test
    void aLambdaHandlerFindsTheReferenceWhereTheSpecificationSays() throws IOException {
        String file = "def lambda_handler(event, context):\n"
                + "    return [{'id': s['id'], 'aggregate_reward_score': 1.0 if s%s['answer'] == s['messages'][-1]['content']"
                + " and s['messages'][-1]['role'] == '%s' else 0.0} for s in event]";

        assertThat(rewards(file.formatted("['metadata']['reference_answer']", "assistant"), Map.of(), right(), wrong()))
                .containsExactly(1.0, 0.0);
        assertThat(rewards(
                        file.formatted("['reference_answer']", "nova_assistant"),
                        Map.of("referencePlace", "top_level", "assistantRole", "nova_assistant"),
                        right(),
                        wrong()))
                .containsExactly(1.0, 0.0);
    }

    @Test
    void aFunctionOfTrlGetsListsAndColumns() throws IOException {
        String file = "def accuracy(prompts, completions, answer, level, **kwargs):\n"
                + "    return [None if l is None else float(c[0]['content'] == a) for c, a, l in zip(completions, answer, level)]";

        List<RewardResult> results = results(file, Map.of(), right(), wrong(), input("x", "{}", "{}"));

        assertThat(results.get(0).reward()).hasValue(1.0);
        assertThat(results.get(1).reward()).hasValue(0.0);
        assertThat(results.get(2).error()).contains("not_a_number: the function returned None; return a number");
        assertThat(rewards(
                        "async def f(completions, ground_truth):\n    return [c == t['answer'] for c, t in zip(completions, ground_truth)]",
                        Map.of("conversational", false),
                        right(),
                        wrong()))
                .containsExactly(1.0, 0.0);
    }

    @Test
    void aRowThatRaisesCostsAFunctionOfTrlNoOther() throws IOException {
        String file =
                "def f(completions, **kwargs):\n    return [1 / (c[0]['content'] == 'Accra') for c in completions]";

        assertThat(results(file, Map.of(), right(), wrong()))
                .satisfiesExactly(right -> assertThat(right.reward()).hasValue(1.0), wrong -> assertThat(wrong.error())
                        .get()
                        .asString()
                        .contains("raised: ZeroDivisionError", "line 2"));
    }

    @Test
    void aFunctionOfVerlIsCalledByName() throws IOException {
        String file = "def compute_score(data_source, solution_str, ground_truth, extra_info=None):\n"
                + "    return {'score': extra_info['level'], 'acc': solution_str == ground_truth['answer']}";

        RewardResult result = results(file, Map.of(), right()).get(0);

        assertThat(result.reward()).hasValue(2.0);
        assertThat(result.outcome()).contains(true);
    }

    @Test
    void theDescriptionSaysWhichFunctionWasRecognised() throws IOException {
        try (RewardFunction function =
                RewardFunctions.create(definition("def reward(completion):\n    return 1", Map.of()))) {
            assertThat(function.description())
                    .isEqualTo("what reward(completion) of my_reward.py gives, called as a plain reward function");
        }
    }

    @Test
    void aFileWithSeveralHandlersNeedsTheNameOfOne() throws IOException {
        String file = "def a(completions, **kwargs):\n    return [1.0 for c in completions]\n"
                + "def b(completions, **kwargs):\n    return [2.0 for c in completions]";

        assertThat(problems(file, Map.of())).singleElement().satisfies(problem -> {
            assertThat(problem.problem()).contains("a(completions, **kwargs)", "b(completions, **kwargs)");
            assertThat(problem.fix()).contains("function: a");
        });
        assertThat(rewards(file, Map.of("function", "b"), right())).containsExactly(2.0);
        assertThat(problems(file, Map.of("function", "c")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("function"));
    }

    @Test
    void aFileWithoutAHandlerSaysWhatWasFoundAndWhatIsMeant() throws IOException {
        assertThat(problems("def reward(sample):\n    return 1", Map.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem())
                        .contains("reward(sample)", "lambda_handler(event, context)", "compute_score", "completions"));
        assertThat(problems("def f(completions, completion_ids):\n    return []", Map.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem()).contains("completion_ids"));
    }

    @Test
    void whatTheSandboxOpensIsReadAndChecked() throws IOException {
        String file = "def reward(completion):\n    return 1";

        assertThat(problems(file, Map.of("sandbox", "docker")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("sandbox"));
        assertThat(problems(file, Map.of("readOnlyPaths", List.of("no/such/folder"), "env", List.of("A=B"))))
                .extracting(RewardProblem::path)
                .containsExactly("env[0]", "readOnlyPaths[0]");
        assertThat(version(file, Map.of())).isNotEqualTo(version(file, Map.of("network", "host")));
        assertThat(version(file, Map.of())).isNotEqualTo(version(file + "\n", Map.of()));
    }

    @Test
    void aPathThatIsOpenedCanBeReadAndNoOther() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("open")).resolve("weights.txt"), "0.25");
        Files.writeString(Files.createDirectories(folder.resolve("shut")).resolve("weights.txt"), "0.75");
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        String file = "def reward(completion):\n    return float(open(completion + '/weights.txt').read())";

        List<RewardResult> results = results(
                file,
                Map.of("readOnlyPaths", List.of(folder.resolve("open").toString())),
                input(folder.resolve("open").toString(), "{}", "{}"),
                input(folder.resolve("shut").toString(), "{}", "{}"));

        assertThat(results.get(0).reward()).hasValue(0.25);
        assertThat(results.get(1).error()).get().asString().contains("FileNotFoundError");
    }

    private static RewardInput right() {
        return input("Accra", "{\"answer\": \"Accra\"}", "{\"level\": 2}");
    }

    private static RewardInput wrong() {
        return input("Kumasi", "{\"answer\": \"Accra\"}", "{\"level\": 2}");
    }

    private static RewardInput input(String completion, String reference, String metadata) {
        return new RewardInput(
                "[{\"role\": \"user\", \"content\": \"Where?\"}]".replace("Where?", "Ghana"),
                completion,
                Optional.of(reference),
                Optional.of(metadata),
                "p",
                0);
    }

    private List<Double> rewards(String file, Map<String, Object> parameters, RewardInput... inputs)
            throws IOException {
        return results(file, parameters, inputs).stream()
                .map(result -> result.reward().orElseThrow(() -> new AssertionError(result.error())))
                .toList();
    }

    private List<String> errors(String file) throws IOException {
        return results(file, Map.of(), right()).stream()
                .map(result -> result.error().orElseThrow())
                .toList();
    }

    private List<RewardResult> results(String file, Map<String, Object> parameters, RewardInput... inputs)
            throws IOException {
        try (RewardFunction function = RewardFunctions.create(definition(file, parameters))) {
            return function.scoreBatch(List.of(inputs));
        }
    }

    private List<RewardProblem> problems(String file, Map<String, Object> parameters) throws IOException {
        return RewardFunctions.problems(definition(file, parameters));
    }

    private String version(String file, Map<String, Object> parameters) throws IOException {
        try (RewardFunction function = RewardFunctions.create(definition(file, parameters))) {
            return function.version();
        }
    }

    private RewardDefinition definition(String text, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(Map.of("workers", 1, "timeoutSeconds", 60));
        all.putAll(parameters);
        all.put("file", Map.of("name", "my_reward.py", "text", text));
        return new RewardDefinition("python", all);
    }
}
