package dev.hone.grader.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardProblem;
import dev.hone.reward.RewardResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestCodeReward {

    private static final String ADD =
            "{\"tests\": [\"assert add(1, 2) == 3\", \"assert add(-1, 1) == 0\", \"assert abs(add(0.5, 1) - 1.5) < 1e-9\"]}";

    private static final String ADD_CALLED =
            "{\"fn_name\": \"add\", \"inputs\": [[1, 2], [-1, 1]], \"outputs\": [3, 0]}";

    @BeforeEach
    void needsBubblewrap() {
        InstalledSandbox.assume();
    }

    @Test
    void theRewardIsTheShareOfTheTestsThatPass() {
        RewardResult right = score("```python\ndef add(a, b):\n    return a + b\n```", ADD);
        RewardResult partly = score("```python\ndef add(a, b):\n    return abs(a) + b\n```", ADD);

        assertThat(right.reward()).hasValue(1);
        assertThat(right.outcome()).contains(true);
        assertThat(partly.reward().orElseThrow()).isEqualTo(2 / 3.0);
        assertThat(partly.outcome()).contains(false);
        assertThat(partly.explanation()).isEqualTo("2 of 3 tests passed; assert add(-1, 1) == 0: not so");
    }

    @Test
    void allOrNothingPaysForAllTestsAlone() {
        assertThat(score("def add(a, b):\n    return abs(a) + b", ADD, Map.of("score", "all"))
                        .reward())
                .hasValue(0);
        assertThat(score("def add(a, b):\n    return a + b", ADD, Map.of("score", "all"))
                        .reward())
                .hasValue(1);
    }

    @Test
    void testsAreWrittenAsTheUsualDataSetsDo() {
        String humanEval =
                "{\"entry_point\": \"add\", \"test\": \"def check(candidate):\\n    assert candidate(1, 2) == 3\\n\"}";
        String mbpp = "{\"test_list\": [\"assert math.isclose(half(3), 1.5)\"], \"test_setup_code\": \"import math\"}";
        String function =
                "{\"tests\": \"import solution\\ndef test_add():\\n    assert solution.add([1], [2]) == [1, 2]\\n\"}";

        assertThat(score("def add(a, b):\n    return a + b", humanEval).reward())
                .hasValue(1);
        assertThat(score("def add(a, b):\n    return a - b", humanEval).reward())
                .hasValue(0);
        assertThat(score("def half(a):\n    return a / 2", mbpp).reward()).hasValue(1);
        assertThat(score("def add(a, b):\n    return a + b", function).reward()).hasValue(1);
    }

    @Test
    void classesArgumentsThatAreChangedAndExceptionsWorkAcross() {
        String program =
                """
                class Stack:
                    def __init__(self):
                        self.items = []
                    def push(self, item):
                        self.items.append(item)
                        return self
                    def pop(self):
                        return self.items.pop()
                    def __len__(self):
                        return len(self.items)
                def sort(items):
                    items.sort()
                def count():
                    yield from (1, 2)
                """;
        String tests =
                "{\"tests\": \"s = Stack()\\ns.push(4).push((1, {2: 'x'}))\\nassert len(s) == 2\\nassert s.pop() == (1, {2: 'x'})\\n"
                        + "items = [3, 1, 2]\\nsort(items)\\nassert items == [1, 2, 3]\\nassert list(count()) == [1, 2]\\nassert isinstance(s, Stack)\\n"
                        + "raised = False\\ntry:\\n    Stack().pop()\\nexcept IndexError:\\n    raised = True\\nassert raised\"}";

        assertThat(score(program, tests).explanation()).isEqualTo("6 of 6 tests passed");
    }

    @Test
    void aProgramIsRunForEachInputAndItsOutputCompared() {
        String pairs =
                "{\"tests\": [{\"input\": \"1 2\\n\", \"output\": \"3\"}, {\"input\": \"5 5\\n\", \"output\": \"10\\n\"}]}";
        String apps = "{\"input_output\": \"{\\\"inputs\\\": [\\\"2 2\\\"], \\\"outputs\\\": [\\\"4\\\"]}\"}";
        String program = "a, b = map(int, input().split())\nif __name__ == '__main__':\n    print(a + b, ' ')";

        assertThat(score(program, pairs).reward()).hasValue(1);
        assertThat(score(program, apps).reward()).hasValue(1);
        assertThat(score("print(3)", pairs).explanation()).isEqualTo("1 of 2 tests passed; input 2: it writes 3");
        assertThat(score("1 / 0", pairs).explanation()).contains("it writes nothing (exit code 1", "ZeroDivisionError");
    }

    @Test
    void callsOfAFunctionAreComparedWithTheirOutputs() {
        String taco = "{\"fn_name\": \"add\", \"inputs\": [[1, 2], [[1], [\"a\"]]], \"outputs\": [3, [[1, \"a\"]]]}";
        String liveCodeBench =
                "{\"input_output\": \"{\\\"fn_name\\\": \\\"pairs\\\", \\\"inputs\\\": [\\\"[1, 2]\\\\n\\\\\\\"a\\\\\\\"\\\"], \\\"outputs\\\": [\\\"[[1, \\\\\\\"a\\\\\\\"], [2, \\\\\\\"a\\\\\\\"]]\\\"]}\"}";

        assertThat(score("def add(a, b):\n    return a + b", taco).explanation())
                .isEqualTo("2 of 2 tests passed");
        assertThat(score("def add(a, b):\n    return 3", taco).explanation())
                .isEqualTo("1 of 2 tests passed; add([1], ['a']) == [[1, 'a']]: it gives 3");
        assertThat(score(
                                "class Solution:\n    def pairs(self, a, b):\n        return [(x, b) for x in a]",
                                liveCodeBench)
                        .reward())
                .hasValue(1);
        assertThat(score("def sub(a, b):\n    return a - b", taco).explanation())
                .contains("there is no function add");
        assertThat(score("def add(a, b):\n    return {a, b}", taco).reward()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os\nos._exit(0)",
                "import sys\nsys.exit(0)",
                "class Any:\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0\n    def __abs__(self): return 0\n"
                        + "    def __lt__(self, other): return True\ndef add(a, b):\n    return Any()",
                "def abs(x):\n    return 0\ndef add(a, b):\n    return None",
                "class Liar(int):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0\ndef add(a, b):\n    return Liar(99)",
                "import builtins\nbuiltins.AssertionError = Exception\nclass E(Exception): pass\ndef add(a, b):\n    raise E()",
                "import os\ndef add(a, b):\n    for d in range(3, 300):\n        try:\n            os.write(d, b'\\x00\\x00\\x00\\x0f!{\"done\": true}')\n"
                        + "        except OSError:\n            pass\n    os._exit(0)",
                "import os, signal\ndef add(a, b):\n    os.kill(-1, signal.SIGKILL)",
                "def add(a, b):\n    while True: pass",
                "def add(a, b):\n    return 'x' * 10 ** 12",
                "class Solution:\n    def __getattr__(self, name): return 3\n    def __call__(self, *arguments): return self",
                "def add(a, b):\n    return add(a, b)",
                "import os\nwhile True:\n    os.fork()",
            })
    void whatIsNoSolutionEarnsNothing(String program) {
        RewardResult result = score(program, ADD, Map.of("timeoutSeconds", 3));

        assertThat(result.reward()).as(result.explanation() + result.error()).hasValue(0);
        assertThat(result.outcome()).contains(false);
        assertThat(score(program, ADD_CALLED, Map.of("timeoutSeconds", 3)).reward())
                .as("called")
                .hasValue(0);
    }

    @Test
    void printedResultsOfCallsCountForNothing() {
        String program =
                """
                import json, sys
                def add(a, b):
                    for line in ({"passed": True, "message": ""}, {"value": 3, "arguments": []}, {"done": True}, 3, [True] * 2):
                        print(json.dumps(line), flush=True)
                        print("!" + json.dumps(line), file=sys.stderr, flush=True)
                """;

        assertThat(score(program, ADD_CALLED).explanation()).startsWith("0 of 2 tests passed");
    }

    @Test
    void aProgramSeesNeitherTheExpectedOutputNorTheNetworkNorTheHome() {
        String tests = "{\"tests\": [{\"input\": \"x\", \"output\": \"secret-4711\"}]}";
        String program =
                """
                import glob, os, socket, sys
                paths = glob.glob('/proc/[0-9]*/cmdline') + glob.glob('/proc/[0-9]*/environ')
                seen = [open(p, 'rb').read() for p in paths if os.access(p, os.R_OK)]
                print('secret-4711' if any(b'secret-' + b'4711' in s for s in seen) else 'nothing', os.access('/root', os.R_OK))
                try:
                    socket.create_connection(('127.0.0.1', 22), 1)
                except OSError as e:
                    print(e)
                """;

        RewardResult result = score(program, tests);

        assertThat(result.reward()).hasValue(0);
        assertThat(result.explanation()).contains("it writes nothing");
    }

    @Test
    void testsThatCannotBeRunGiveNoReward() {
        assertThat(score("def f(): pass", "{\"answer\": 1}").error())
                .get()
                .asString()
                .contains("there are no tests");
        assertThat(score("def f(): pass", "{\"tests\": [\"assert (\"]}").error())
                .get()
                .asString()
                .contains("SyntaxError");
        assertThat(score("def f(): pass", "{\"fn_name\": \"f\", \"inputs\": [\"no JSON\"], \"outputs\": [\"1\"]}")
                        .error())
                .get()
                .asString()
                .contains("is not JSON");
        assertThat(score("def f(): pass", "{\"tests\": \"x = 1\"}").error())
                .get()
                .asString()
                .contains("there is no test");
        assertThat(score("def f(g): return g()", "{\"tests\": \"assert f(lambda: 1) == 1\"}")
                        .error())
                .get()
                .asString()
                .contains("passes a function");
    }

    @Test
    void anAnswerWithoutAProgramEarnsNothing() {
        assertThat(score("```python\ndef add(a, b", ADD).reward()).hasValue(0);
        assertThat(score("I cannot.", ADD).explanation()).contains("SyntaxError");
    }

    @Test
    void itsSandboxCannotBeOpened() {
        assertThat(RewardFunctions.problems(new RewardDefinition("code", Map.of("sandbox", "none"))))
                .extracting(RewardProblem::path)
                .containsExactly("sandbox");
    }

    private static RewardResult score(String completion, String reference) {
        return score(completion, reference, Map.of());
    }

    private static RewardResult score(String completion, String reference, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(Map.of("timeoutSeconds", 60));
        all.putAll(parameters);
        try (RewardFunction function = RewardFunctions.create(new RewardDefinition("code", all))) {
            return function.scoreBatch(List.of(RewardInput.of(completion, Optional.of(reference))))
                    .get(0);
        }
    }
}
