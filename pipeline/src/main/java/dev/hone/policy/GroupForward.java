package dev.hone.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One group's forward pass: hidden states, with or without a graph, and the log-probabilities and entropies read from them. */
final class GroupForward implements ForwardPass {

    private final TorchProgram program;
    private final AdapterCache.Lease lease;
    private final NDManager scratch;
    private final GroupBatch batch;
    private final double temperature;
    private final int headChunkTokens;
    private final NDArray states;
    private final NDArray rows;
    private final NDArray targets;
    private final float[] scores;
    private boolean spent;
    private boolean closed;

    /**
     * Runs the group; takes over the lease.
     *
     * @param withGraph whether {@link #backward} will be called
     */
    GroupForward(
            TorchProgram program,
            AdapterCache.Lease lease,
            NDManager parent,
            GroupBatch batch,
            double temperature,
            EngineSettings settings,
            boolean withGraph) {
        this.program = program;
        this.lease = lease;
        this.batch = batch;
        this.temperature = temperature == 0 ? 1 : temperature;
        this.headChunkTokens = settings.headChunkTokens();
        this.spent = !withGraph;
        scratch = parent.newSubManager();
        try {
            states = withGraph ? TorchRuntime.withGraph(this::states) : states();
            rows = scratch.create(batch.rows());
            targets = scratch.create(batch.targets());
            scores = score();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private NDArray states() {
        NDArray ids = scratch.create(batch.ids());
        NDArray positions = scratch.create(batch.positions());
        NDArray padded = scratch.create(batch.padded(), new Shape(batch.padded().length));
        NDArray packed = scratch.create(batch.packed(), new Shape(batch.packed().length));
        try (TorchProgram.Call call = program.call("group")) {
            call.tensor(ids).tensor(positions).number((long) batch.promptTokens());
            call.tensor(padded).tensor(packed).number((long) batch.completions());
            // The graph may hold these indices for the backward pass, and they are buffers of the JVM: they live until
            // the scratch is closed.
            return lease.weights().arguments(call).graphIn(scratch);
        }
    }

    private float[] score() {
        try (TorchProgram.Call call = program.call("score");
                NDArray result = call.tensor(states)
                        .tensor(rows)
                        .tensor(targets)
                        .tensor(lease.weights().head())
                        .number(temperature)
                        .number((long) headChunkTokens)
                        .tensorIn(scratch)) {
            return result.toFloatArray();
        }
    }

    @Override
    public float[][] logprobs() {
        return batch.split(scores);
    }

    @Override
    public float[][] entropies() {
        return batch.split(Arrays.copyOfRange(scores, batch.targets().length, scores.length));
    }

    @Override
    public SortedMap<String, float[]> backward(float[][] logprobGradient, Optional<float[][]> entropyGradient) {
        if (spent) {
            throw new IllegalStateException("backward may be called once, on a forward pass with a graph");
        }
        spent = true;
        DeviceWeights weights = lease.weights();
        NDArray given = scratch.create(batch.join(logprobGradient));
        NDArray givenEntropy = scratch.create(entropyGradient.map(batch::join).orElseGet(() -> new float[0]));
        try (TorchProgram.Call unscore = program.call("unscore");
                TorchProgram.Call gradients = program.call("gradients")) {
            NDList byStates = unscore.tensor(states)
                    .tensor(rows)
                    .tensor(targets)
                    .tensor(given)
                    .tensor(givenEntropy)
                    .tensor(weights.head())
                    .number(temperature)
                    .number((long) headChunkTokens)
                    .flag(weights.headTrained())
                    .graphsIn(scratch);
            NDList found = gradients
                    .tensor(states)
                    .tensor(byStates.get(0))
                    .shared(weights.parameters())
                    .graphsIn(scratch);
            return download(weights, found, byStates.get(1));
        }
    }

    private static SortedMap<String, float[]> download(DeviceWeights weights, NDList found, NDArray byHead) {
        SortedMap<String, float[]> gradients = new TreeMap<>();
        int i = 0;
        for (Map.Entry<String, NDArray> parameter : weights.trained().entrySet()) {
            NDArray gradient = found.get(i++);
            if (weights.headTrained() && parameter.getValue() == weights.head()) {
                gradient.addi(byHead);
            }
            gradients.put(parameter.getKey(), gradient.toFloatArray());
            gradient.close();
        }
        return gradients;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            scratch.close();
            lease.close();
        }
    }
}
