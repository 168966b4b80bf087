package dev.hone.grader.python.reward;

import dev.hone.grader.contract.LambdaContract;
import dev.hone.grader.python.PythonException;
import dev.hone.grader.python.PythonPool;
import dev.hone.grader.python.PythonSettings;
import dev.hone.grader.python.PythonSource;
import dev.hone.reward.RewardFile;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.UnusableReward;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code python}: a reward function in a file in Python. Making one starts Python and imports the file, so what is wrong with it is found. */
public final class PythonReward implements RewardKind {

    private static final int REVISION = 1;
    private static final int BATCH_SIZE = 64;

    private static final String FILE = "file";
    private static final String FUNCTION = "function";

    @Override
    public String kind() {
        return "python";
    }

    @Override
    public Set<String> files() {
        Set<String> files = new HashSet<>(PythonSettings.FILES);
        files.add(FILE);
        return Set.copyOf(files);
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        if (!parameters.has(FILE)) {
            parameters.problem(FILE, "is missing", "Name the file with the reward function (file: my_reward.py)");
        }
        Optional<RewardFile> file = parameters.file(FILE);
        Optional<String> named = parameters.text(FUNCTION);
        PythonSettings settings = PythonSettings.read(parameters);
        LambdaContract contract = LambdaContract.read(parameters);
        boolean conversational = parameters.flag("conversational", true);
        int batchSize = (int) parameters.number("batchSize", BATCH_SIZE, 1, 4096);
        if (file.isEmpty() || parameters.hasProblems()) {
            return new UnusableReward();
        }
        try {
            PythonPool pool = PythonPool.open(
                    new PythonSource(file.get().name(), file.get().text()), settings);
            Optional<Handler> handler = handler(pool, named, parameters);
            if (handler.isEmpty()) {
                pool.close();
                return new UnusableReward();
            }
            Scorer scorer = scorer(handler.get(), contract, conversational);
            return new PythonRewardFunction(
                    pool, scorer, handler.get(), file.get().name(), parameters.version(REVISION), batchSize);
        } catch (PythonException e) {
            parameters.problem(FILE, e.getMessage(), e.fix());
            return new UnusableReward();
        }
    }

    private static Optional<Handler> handler(PythonPool pool, Optional<String> named, RewardParameters parameters) {
        if (named.isPresent()) {
            Optional<Handler> handler = Handler.named(named.get(), pool.functions());
            if (handler.isEmpty()) {
                parameters.problem(
                        FUNCTION,
                        "is " + named.get() + ", and "
                                + Handler.none(pool.functions()).message(),
                        "Name a function with the parameters of one of these forms");
            }
            return handler.filter(known -> needsNoTrainer(known, parameters));
        }
        List<Handler> handlers = Handler.in(pool.functions());
        if (handlers.size() == 1) {
            return Optional.of(handlers.get(0)).filter(known -> needsNoTrainer(known, parameters));
        }
        if (handlers.isEmpty()) {
            parameters.problem(
                    FILE, Handler.none(pool.functions()).toString(), "Write one of these, or change the name of yours");
        } else {
            parameters.problem(
                    FILE,
                    "has several functions that can be the reward: "
                            + handlers.stream().map(Handler::toString).collect(Collectors.joining("; ")),
                    "Name the one that is meant (function: "
                            + handlers.get(0).function().name() + ")");
        }
        return Optional.empty();
    }

    private static boolean needsNoTrainer(Handler handler, RewardParameters parameters) {
        Set<String> needs = new HashSet<>(handler.function().required());
        needs.retainAll(HandlerForm.OF_THE_TRAINER);
        if (!needs.isEmpty()) {
            parameters.problem(
                    FILE,
                    handler.function() + " needs " + String.join(", ", needs) + ", which rewards do not see here",
                    "Give the parameter a default, or leave it out");
        }
        return needs.isEmpty();
    }

    private static Scorer scorer(Handler handler, LambdaContract contract, boolean conversational) {
        return switch (handler.form()) {
            case LAMBDA -> new LambdaScorer(handler.function().name(), contract);
            case PLAIN -> PlainScorer.of(handler.function(), contract.passThreshold());
            case TRL -> TrlScorer.of(handler.function(), conversational, contract.passThreshold());
            case VERL -> VerlScorer.of(handler.function(), contract.passThreshold());
        };
    }
}
