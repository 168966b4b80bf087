package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ForwardPass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** One group's forward pass: hidden states, with or without what the way back needs, and the log-probabilities and entropies read from them. */
final class GroupForward implements ForwardPass {

    private final TorchProgram program;
    private final AdapterCache.Lease lease;
    private final NDManager scratch;
    private final GroupBatch batch;
    private final double temperature;
    private final int headChunkTokens;
    private final NDList found;
    private final NDArray rows;
    private final NDArray targets;
    private final NDList scores;
    private final float[] logprobsAndEntropies;
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
            found = run(withGraph);
            rows = scratch.create(batch.rows());
            targets = scratch.create(batch.targets());
            scores = score(withGraph && !lease.weights().headTrained());
            logprobsAndEntropies = scores.get(0).toFloatArray();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The final hidden states [N, D]; then, where they are kept, what the way back needs. */
    private NDList run(boolean keep) {
        try (TorchProgram.Call call = program.call("group")) {
            // Tensors of inference mode could not take part in the small graphs of the way back.
            layout(call).flag(keep);
            TorchProgram.Call ready = keep
                    ? lease.weights().trainingArguments(program, call)
                    : lease.weights().arguments(call);
            return ready.graphsIn(scratch);
        }
    }

    private TorchProgram.Call layout(TorchProgram.Call call) {
        call.tensor(scratch.create(batch.ids()))
                .tensor(scratch.create(batch.positions()))
                .number((long) batch.promptTokens());
        return call.tensor(scratch.create(batch.padded(), new Shape(batch.padded().length)))
                .tensor(scratch.create(batch.packed(), new Shape(batch.packed().length)))
                .number((long) batch.completions());
    }

    private NDArray states() {
        return found.get(0);
    }

    /** Log-probabilities and entropies [2, M]; then, for the way back, the head's row that each position expects [M, D]. */
    private NDList score(boolean expect) {
        try (TorchProgram.Call call = program.call("score")) {
            return scored(call)
                    .tensor(lease.weights().head())
                    .number(temperature)
                    .number((long) headChunkTokens)
                    .flag(expect)
                    .graphsIn(scratch);
        }
    }

    private TorchProgram.Call scored(TorchProgram.Call call) {
        return call.tensor(states()).tensor(rows).tensor(targets);
    }

    @Override
    public float[][] logprobs() {
        return batch.split(logprobsAndEntropies);
    }

    @Override
    public float[][] entropies() {
        return batch.split(
                Arrays.copyOfRange(logprobsAndEntropies, batch.targets().length, logprobsAndEntropies.length));
    }

    @Override
    public SortedMap<String, float[]> backward(float[][] logprobGradient, Optional<float[][]> entropyGradient) {
        if (spent) {
            throw new IllegalStateException("backward may be called once, on a forward pass with a graph");
        }
        spent = true;
        NDArray given = scratch.create(batch.join(logprobGradient));
        if (entropyGradient.isEmpty() && !lease.weights().headTrained()) {
            return lease.weights().download(byLayers(unscore(given)), scratch.create(new float[0]));
        }
        NDList byStatesAndHead = unscoreAll(
                given, scratch.create(entropyGradient.map(batch::join).orElseGet(() -> new float[0])));
        return lease.weights().download(byLayers(byStatesAndHead.get(0)), byStatesAndHead.get(1));
    }

    private NDArray unscore(NDArray given) {
        try (TorchProgram.Call call = program.call("unscore")) {
            return scored(call)
                    .tensor(given)
                    .tensor(scores.get(1))
                    .tensor(lease.weights().head())
                    .number(temperature)
                    .graphIn(scratch);
        }
    }

    private NDList unscoreAll(NDArray given, NDArray givenEntropy) {
        try (TorchProgram.Call call = program.call("unscore_all")) {
            return scored(call)
                    .tensor(given)
                    .tensor(givenEntropy)
                    .tensor(lease.weights().head())
                    .number(temperature)
                    .number((long) headChunkTokens)
                    .flag(lease.weights().headTrained())
                    .graphsIn(scratch);
        }
    }

    private NDList byLayers(NDArray byStates) {
        List<NDArray> kept = found.subList(1, found.size());
        try (IValue list = TorchProgram.list(kept);
                TorchProgram.Call call = program.call("gradients")) {
            call.shared(list).tensor(byStates).shared(lease.weights().layers());
            return TorchRuntime.withGraph(() ->
                    lease.weights().trainingArguments(program, layout(call)).graphsIn(scratch));
        }
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
