package dev.hone.policy;

import dev.hone.math.loss.LogProbabilities;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.tokenizer.NumberTokenizer;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The smallest differentiable language model: the logits of a token are a row of one table, chosen by the token before it. All parameters
 * are trained (the tensor {@code table} [V, V]); gradients are exact; token 0 ends a completion.
 */
public final class BigramPolicyModel implements PolicyModel {

    public static final int END = 0;

    private static final String TABLE = "table";

    private final int vocabSize;
    private final AtomicInteger forwards = new AtomicInteger();

    public BigramPolicyModel(int vocabSize) {
        this.vocabSize = vocabSize;
    }

    /** Forward passes with a graph so far. */
    public int forwards() {
        return forwards.get();
    }

    @Override
    public ModelConfig config() {
        throw new UnsupportedOperationException("a table has no layers");
    }

    @Override
    public PolicyTokenizer tokenizer() {
        return new NumberTokenizer(List.of(END));
    }

    /** A table of zeros: every token is as probable as any other. */
    @Override
    public Adapter initialAdapter(AdapterKind kind, long seed) {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        tensors.put(TABLE, new FloatTensor(new int[] {vocabSize, vocabSize}, new float[vocabSize * vocabSize]));
        return new Adapter(new AdapterKind.AllParameters(), tensors);
    }

    @Override
    public List<List<SampledCompletion>> sample(
            Adapter adapter, List<PromptToSample> prompts, SamplingSettings settings, BooleanSupplier cancelled) {
        return prompts.stream()
                .map(prompt -> {
                    List<SampledCompletion> completions = new ArrayList<>();
                    for (long seed : prompt.completionSeeds()) {
                        completions.add(sample(adapter, prompt.promptTokenIds(), seed, settings, cancelled));
                    }
                    return completions;
                })
                .toList();
    }

    private SampledCompletion sample(
            Adapter adapter, int[] prompt, long seed, SamplingSettings settings, BooleanSupplier cancelled) {
        List<Integer> tokens = new ArrayList<>();
        List<Double> logprobs = new ArrayList<>();
        int before = prompt[prompt.length - 1];
        boolean ended = false;
        while (!ended && tokens.size() < settings.maxNewTokens()) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("nobody wants this completion");
            }
            double[] row = logprobsAfter(adapter, before, settings.temperature());
            before = draw(row, UniformNumbers.uniform(seed, tokens.size()));
            tokens.add(before);
            logprobs.add(row[before]);
            ended = before == END;
        }
        float[] floats = new float[logprobs.size()];
        for (int t = 0; t < floats.length; t++) {
            floats[t] = logprobs.get(t).floatValue();
        }
        int[] ids = tokens.stream().mapToInt(Integer::intValue).toArray();
        StopReason reason = ended ? StopReason.END_OF_SEQUENCE : StopReason.MAX_TOKENS;
        String text = tokenizer().decode(ids);
        return new SampledCompletion(
                ids, floats, new boolean[ids.length], text, CompletionParts.answerOnly(text), reason);
    }

    private static int draw(double[] logprobs, double uniform) {
        double mass = 0;
        for (int v = 0; v < logprobs.length; v++) {
            mass += Math.exp(logprobs[v]);
            if (uniform < mass) {
                return v;
            }
        }
        return logprobs.length - 1;
    }

    @Override
    public float[][] logprobs(Adapter adapter, TrainingGroup group, double temperature) {
        return new Pass(adapter, group, temperature).logprobs();
    }

    @Override
    public ForwardPass forward(Adapter adapter, TrainingGroup group, double temperature) {
        forwards.incrementAndGet();
        return new Pass(adapter, group, temperature);
    }

    @Override
    public void close() {}

    private double[] logprobsAfter(Adapter adapter, int before, double temperature) {
        float[] table = adapter.tensors().get(TABLE).values();
        double[] logits = new double[vocabSize];
        for (int v = 0; v < vocabSize; v++) {
            logits[v] = table[before * vocabSize + v];
        }
        return LogProbabilities.logSoftmax(logits, temperature);
    }

    private final class Pass implements ForwardPass {

        private final Adapter adapter;
        private final TrainingGroup group;
        private final double temperature;

        Pass(Adapter adapter, TrainingGroup group, double temperature) {
            this.adapter = adapter;
            this.group = group;
            this.temperature = temperature;
        }

        private interface AtToken {
            double of(int g, int t, int before, int token);
        }

        private float[][] each(AtToken value) {
            int[][] completions = group.completionTokenIds();
            float[][] values = new float[completions.length][];
            for (int g = 0; g < completions.length; g++) {
                values[g] = new float[completions[g].length];
                int before = group.promptTokenIds()[group.promptTokenIds().length - 1];
                for (int t = 0; t < completions[g].length; t++) {
                    values[g][t] = (float) value.of(g, t, before, completions[g][t]);
                    before = completions[g][t];
                }
            }
            return values;
        }

        @Override
        public float[][] logprobs() {
            return each((g, t, before, token) -> logprobsAfter(adapter, before, temperature)[token]);
        }

        @Override
        public float[][] entropies() {
            return each((g, t, before, token) -> LogProbabilities.entropy(logprobsAfter(adapter, before, temperature)));
        }

        @Override
        public SortedMap<String, float[]> backward(float[][] logprobGradient, Optional<float[][]> entropyGradient) {
            double[][] gradient = new double[vocabSize][vocabSize];
            each((g, t, before, token) -> {
                double[] row = logprobsAfter(adapter, before, temperature);
                LogProbabilities.addLogitGradient(row, token, temperature, logprobGradient[g][t], gradient[before]);
                entropyGradient.ifPresent(
                        e -> LogProbabilities.addEntropyGradient(row, temperature, e[g][t], gradient[before]));
                return 0;
            });
            float[] flat = new float[vocabSize * vocabSize];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = (float) gradient[i / vocabSize][i % vocabSize];
            }
            SortedMap<String, float[]> gradients = new TreeMap<>();
            gradients.put(TABLE, flat);
            return gradients;
        }

        @Override
        public void close() {}
    }
}
