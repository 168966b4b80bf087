package dev.hone.policy.torch;

import ai.djl.ndarray.NDManager;
import dev.hone.error.DataException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.decode.CompletionReader;
import dev.hone.policy.decode.RunningCompletion;
import dev.hone.policy.serve.Generation;
import dev.hone.policy.serve.GenerationListener;
import dev.hone.policy.serve.GenerationRequest;
import dev.hone.policy.serve.ServingLoad;
import dev.hone.policy.serve.ServingModel;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Serving on libtorch: one thread decodes for everybody. */
final class TorchServingModel implements ServingModel {

    private static final int IDLE_MILLIS = 500;

    private final ServingSettings settings;
    private final ModelConfig config;
    private final PolicyTokenizer tokenizer;
    private final NDManager manager;
    private final TorchProgram program;
    private final DeviceWeights weights;
    private final ServedAdapters adapters;
    private final ServingCache cache;
    private final ServingBatch batch;
    private final ServingCounts counts = new ServingCounts();
    private final BlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "serving-engine");
    private volatile boolean closed;

    /**
     * Loads the model and starts the thread.
     *
     * @param whole weights that were all trained, or a LoRA that changes nothing
     */
    TorchServingModel(ModelDirectory directory, Adapter whole, ServingSettings settings, PolicyTokenizer tokenizer) {
        this.settings = settings;
        this.config = directory.config();
        this.tokenizer = tokenizer;
        EngineSettings engine = engineSettings();
        manager = TorchRuntime.newManager(engine);
        try {
            TorchRuntime.prepareThread(engine);
            program = TorchProgram.load(manager);
            BaseWeights base = new BaseWeights(directory, program, engine.sliceElements(), manager);
            weights = new DeviceWeights(base, whole, Optional::empty);
            adapters = new ServedAdapters(base, settings.cachedAdapters());
            cache = new ServingCache(program, weights.samplingModel(), config, settings.cacheBytes());
            batch = new ServingBatch(program, weights.samplingModel(), cache, adapters, settings, counts, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
        thread.setDaemon(true);
        thread.start();
    }

    private EngineSettings engineSettings() {
        return new EngineSettings(settings.maxSequences(), settings.intraOpThreads(), 128, 1);
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public PolicyTokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Generation submit(GenerationRequest request, GenerationListener listener) {
        ServedRequest served = new ServedRequest(request, listener);
        List<ServedSequence> group = group(served);
        arrive(() -> batch.add(group));
        return served;
    }

    private List<ServedSequence> group(ServedRequest served) {
        PromptToSample prompt = served.asked().prompt();
        int length = prompt.promptTokenIds().length;
        int room = config.maxPositions() - length;
        if (room < 1) {
            throw new DataException("A prompt of " + length + " tokens leaves no room for an answer in the model's"
                    + " context of " + config.maxPositions() + " tokens. Shorten it");
        }
        for (int id : prompt.promptTokenIds()) {
            GroupBatch.valid(id, config);
        }
        served.asked().adapter().ifPresent(adapters::requireServable);
        int limit = Math.min(room, served.asked().sampling().maxNewTokens());
        CompletionReader reader = new CompletionReader(
                tokenizer, prompt, served.asked().sampling().stopStrings());
        List<ServedSequence> group = new ArrayList<>();
        for (int g = 0; g < prompt.completionSeeds().length; g++) {
            group.add(new ServedSequence(
                    served, new RunningCompletion(0, g, length, prompt.completionSeeds()[g], limit, reader)));
        }
        return group;
    }

    private void arrive(Runnable addition) {
        synchronized (arrived) {
            if (closed) {
                throw new IllegalStateException("the model was closed");
            }
            arrived.add(addition);
        }
    }

    @Override
    public CompletableFuture<float[]> logprobs(Optional<Adapter> adapter, int[] tokens) {
        if (tokens.length < 2 || tokens.length > config.maxPositions()) {
            throw new DataException(
                    "Log-probabilities are of 2 to " + config.maxPositions() + " tokens, not of " + tokens.length);
        }
        for (int id : tokens) {
            GroupBatch.valid(id, config);
        }
        adapter.ifPresent(adapters::requireServable);
        ServedScore score = new ServedScore(adapter, tokens.clone(), new CompletableFuture<>());
        arrive(() -> batch.add(score));
        return score.logprobs();
    }

    @Override
    public ServingLoad load() {
        return counts.load();
    }

    private void run() {
        TorchRuntime.prepareThread(engineSettings());
        try {
            while (!closed) {
                take();
                turn();
            }
        } finally {
            arrived.forEach(Runnable::run);
            batch.failAll(new IllegalStateException("The model was closed before the answer was complete"));
        }
    }

    /** What has arrived; waits for it where there is nothing else to do. */
    private void take() {
        try {
            if (batch.isIdle()) {
                Runnable first = arrived.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    first.run();
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        List<Runnable> more = new ArrayList<>();
        arrived.drainTo(more);
        more.forEach(Runnable::run);
    }

    /** One turn; what goes wrong in it fails the requests that were under way, and the next ones are served. */
    private void turn() {
        try {
            batch.turn();
        } catch (RuntimeException e) {
            batch.fail(e);
        }
    }

    @Override
    public void close() {
        synchronized (arrived) {
            closed = true;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // the thread still uses what would be freed
        }
        batch.close();
        cache.close();
        adapters.close();
        weights.close();
        program.close();
        manager.close();
    }
}
