package dev.hone.grader.code;

import dev.hone.grader.code.CodeTests.OfFunctions;
import dev.hone.grader.code.CodeTests.Pairs;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the programs of a batch, a few at a time. */
final class CodeRewardFunction implements RewardFunction {

    private final String version;
    private final CodeTestsReader reader;
    private final CodeSandbox sandbox;
    private final boolean allOrNothing;
    private final ExecutorService threads;

    CodeRewardFunction(String version, CodeTestsReader reader, CodeSandbox sandbox, boolean allOrNothing, int workers) {
        this.version = version;
        this.reader = reader;
        this.sandbox = sandbox;
        this.allOrNothing = allOrNothing;
        this.threads = Executors.newFixedThreadPool(workers, run -> {
            Thread thread = new Thread(run, "reward-code");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String name() {
        return "code";
    }

    @Override
    public String description() {
        return allOrNothing
                ? "1 where the program in the answer passes all tests, else 0"
                : "the share of the tests that the program in the answer passes";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public RewardResult score(RewardInput input) {
        return scoreBatch(List.of(input)).get(0);
    }

    @Override
    public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        List<Callable<RewardResult>> trials = inputs.stream()
                .<Callable<RewardResult>>map(input -> () -> trial(input))
                .toList();
        List<RewardResult> results = new ArrayList<>();
        try {
            for (Future<RewardResult> trial : threads.invokeAll(trials)) {
                results.add(trial.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while programs were run", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("programs cannot be run: " + e.getCause(), e.getCause());
        }
    }

    private RewardResult trial(RewardInput input) throws InterruptedException {
        try {
            CodeTests tests = reader.of(input);
            Optional<String> program = CodeBlock.of(input.completion());
            if (program.isEmpty()) {
                return RewardResult.of(0, false, "the answer holds no program: no closed ``` block");
            }
            return result(verdicts(program.get(), tests));
        } catch (IllegalArgumentException | IOException e) {
            return RewardResult.failed(e.getMessage());
        }
    }

    private CodeVerdicts verdicts(String program, CodeTests tests) throws IOException, InterruptedException {
        if (tests instanceof Pairs pairs) {
            return new PairTrial(sandbox).run(program, pairs.pairs());
        }
        return FunctionTrial.run(sandbox, program, (OfFunctions) tests);
    }

    private RewardResult result(CodeVerdicts verdicts) {
        int passed = verdicts.passed();
        boolean all = passed == verdicts.planned();
        double share = (double) passed / verdicts.planned();
        return RewardResult.of(allOrNothing ? (all ? 1 : 0) : share, all, verdicts.words())
                .withMetrics(
                        new TreeMap<>(Map.of("tests", (double) verdicts.planned(), "tests_passed", (double) passed)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
