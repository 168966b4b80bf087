import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.torch.PolicyModels;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TrainingGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How near the engine comes to multiplying matrices all the time: prints seconds of sampling and of forward and backward of the work of
 * {@code bench rollout}, the floating-point operations of their matrices, and the bound, what two such matrices reach on all cores in the
 * same run; each is the median of five, taken in turn. Then it profiles one group of each in one thread. Run by scripts/benchmarks/limit.py.
 *
 * <p>Arguments: model folder, threads, folder for the two profiles.
 */
public final class EngineLimit {

    private static final int PROMPTS = 8;
    private static final int SAMPLES = 8;
    private static final int PROMPT_TOKENS = 120;
    private static final int NEW_TOKENS = 64;
    private static final int REPEATS = 5;
    private static final int RANK = 16;

    private final long linearParameters;
    private final PolicyModel model;
    private final ModelConfig config;
    private final Adapter adapter;
    private final int threads;
    private final ExecutorService pool;

    private EngineLimit(ModelDirectory directory, PolicyModel model, int threads) {
        this.linearParameters = directory.tensorNames().stream()
                .filter(name -> name.endsWith("_proj.weight"))
                .mapToLong(name -> Arrays.stream(directory.shape(name)).asLongStream().reduce(1, Math::multiplyExact))
                .sum();
        this.model = model;
        this.config = model.config();
        this.adapter = model.initialAdapter(AdapterKind.Lora.allLinear(RANK, 32), 1);
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        ModelDirectory directory = ModelDirectory.open(folder);
        try (PolicyModel model = PolicyModels.load(
                directory, EngineSettings.defaults(), HuggingFacePolicyTokenizer.load(folder))) {
            EngineLimit limit = new EngineLimit(directory, model, Integer.parseInt(args[1]));
            limit.measure();
            limit.profile(Path.of(args[2]));
            limit.pool.shutdown();
        }
    }

    private void measure() throws Exception {
        double[] sampling = new double[REPEATS];
        double[] updates = new double[REPEATS];
        double[] bounds = new double[REPEATS];
        warmUp();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            List<List<TrainingGroup>> groups = new ArrayList<>();
            sampling[repeat] = seconds(part -> {
                List<TrainingGroup> sampled = sample(PROMPTS / threads);
                synchronized (groups) {
                    groups.add(sampled);
                }
            });
            updates[repeat] = seconds(part -> groups.get(part).forEach(this::train));
            bounds[repeat] = bound();
        }
        System.out.printf(
                "{\"sampling_seconds\": %.3f, \"sampling_flops\": %d, \"update_seconds\": %.3f, \"update_flops\": %d,"
                        + " \"bound_flops_per_second\": %.0f}%n",
                median(sampling), samplingFlops(), median(updates), updateFlops(), median(bounds));
    }

    private void warmUp() throws Exception {
        seconds(part -> sample(1).forEach(this::train));
        bound();
    }

    /** A profile of one thread's sampling and of the training on one of its groups, in a thread of their own: libtorch profiles by thread. */
    private void profile(Path folder) throws Exception {
        List<TrainingGroup> groups = new ArrayList<>();
        inNewThread(() -> {
            JniUtils.startProfile(false, false, false);
            groups.addAll(sample(PROMPTS / threads));
            JniUtils.stopProfile(folder.resolve("sampling.json").toString());
        });
        inNewThread(() -> {
            JniUtils.startProfile(false, false, false);
            train(groups.get(0));
            JniUtils.stopProfile(folder.resolve("update.json").toString());
        });
    }

    private static void inNewThread(Runnable work) throws InterruptedException {
        Thread thread = new Thread(work);
        thread.start();
        thread.join();
    }

    private interface Part {
        void run(int part);
    }

    /** Until the last thread has done its part. */
    private double seconds(Part work) throws Exception {
        List<Callable<Void>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int part = thread;
            parts.add(() -> {
                work.run(part);
                return null;
            });
        }
        long start = System.nanoTime();
        for (Future<Void> done : pool.invokeAll(parts)) {
            done.get();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private List<TrainingGroup> sample(int prompts) {
        SplittableRandom random = new SplittableRandom(3);
        List<PromptToSample> unit = new ArrayList<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            int[] ids = random.ints(PROMPT_TOKENS, 300, config.vocabSize()).toArray();
            unit.add(new PromptToSample(ids, random.longs(SAMPLES).toArray()));
        }
        List<TrainingGroup> groups = new ArrayList<>();
        List<List<SampledCompletion>> sampled = model.sample(adapter, unit, SamplingSettings.plain(1, NEW_TOKENS));
        for (int prompt = 0; prompt < prompts; prompt++) {
            int[][] completions =
                    sampled.get(prompt).stream().map(SampledCompletion::tokenIds).toArray(int[][]::new);
            groups.add(new TrainingGroup(unit.get(prompt).promptTokenIds(), completions));
        }
        return groups;
    }

    private void train(TrainingGroup group) {
        try (ForwardPass pass = model.forward(adapter, group, 1)) {
            float[][] weights = pass.logprobs();
            Arrays.stream(weights).forEach(row -> Arrays.fill(row, 1e-3f));
            pass.backward(weights);
        }
    }

    /** What large matrices reach on all threads: the gate and up projections of one group. */
    private double bound() throws Exception {
        int rows = PROMPT_TOKENS + SAMPLES * NEW_TOKENS;
        int columns = 2 * config.intermediateSize();
        int times = (int) (4e11 / (2.0 * rows * config.hiddenSize() * columns));
        double seconds = seconds(part -> {
            JniUtils.setNumThreads(1);
            JniUtils.setGradMode(false);
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArray x = manager.randomNormal(new Shape(rows, config.hiddenSize()));
                NDArray weight = manager.randomNormal(new Shape(config.hiddenSize(), columns));
                for (int i = 0; i < times; i++) {
                    x.matMul(weight).close();
                }
            }
        });
        return 2.0 * rows * config.hiddenSize() * columns * times * threads / seconds;
    }

    /** Each token once through the layers, each completion token through the head. */
    private long samplingFlops() {
        long completionTokens = (long) PROMPTS * SAMPLES * NEW_TOKENS;
        return 2 * (linearParameters * computedTokens() + headParameters() * completionTokens);
    }

    /** Twice that, forward and for the gradient by what went in, and thrice the adapter. */
    private long updateFlops() {
        long adapterParameters = adapter.tensors().values().stream()
                .mapToLong(tensor -> tensor.values().length)
                .sum();
        return 2 * samplingFlops() + 6 * adapterParameters * computedTokens();
    }

    private static long computedTokens() {
        return PROMPTS * (PROMPT_TOKENS + (long) SAMPLES * NEW_TOKENS);
    }

    private long headParameters() {
        return (long) config.vocabSize() * config.hiddenSize();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
