package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ForwardPass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;

/** One group's forward pass: hidden states, with or without what backward needs, and the log-probabilities and entropies read from them. */
final class GroupForward implements ForwardPass {

    private final TorchProgram program;
    private final AdapterCache.Lease lease;
    private final NDManager scratch;
    private final GroupBatch batch;
    private final double temperature;
    private final int headChunkTokens;
    private final Deque<IValue> held = new ArrayDeque<>();
    private final IValue forward;
    private final IValue scores;
    private final float[] logprobs;
    private final float[] entropies;
    private boolean spent;
    private boolean closed;

    /**
     * Runs the group; takes over the lease.
     *
     * @param withBackward whether {@link #backward} will be called
     */
    GroupForward(
            TorchProgram program,
            AdapterCache.Lease lease,
            NDManager parent,
            GroupBatch batch,
            double temperature,
            EngineSettings settings,
            boolean withBackward) {
        this.program = program;
        this.lease = lease;
        this.batch = batch;
        this.temperature = temperature == 0 ? 1 : temperature;
        this.headChunkTokens = settings.headChunkTokens();
        this.spent = !withBackward;
        scratch = parent.newSubManager();
        try {
            forward = run(withBackward);
            scores = score(withBackward);
            IValue[] parts = scores.toIValueTuple();
            logprobs = floats(parts[0]);
            entropies = floats(parts[1]);
            for (IValue part : parts) {
                part.close();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    // Tensors of inference mode could not take part in the small graphs of backward.
    private IValue run(boolean keep) {
        DeviceWeights weights = lease.weights();
        try (TorchProgram.Call call = program.call("forward")) {
            return hold(call.value(upload())
                    .value(keep ? weights.trainingModel() : weights.model())
                    .flag(keep)
                    .keptValue());
        }
    }

    private IValue upload() {
        try (NDManager inputs = scratch.newSubManager();
                TorchProgram.Call call = program.call("group_batch")) {
            call.tensor(inputs.create(batch.ids()))
                    .tensor(inputs.create(batch.positions()))
                    .number((long) batch.promptTokens())
                    .number((long) batch.completions())
                    .tensor(inputs.create(batch.padded(), new Shape(batch.padded().length)))
                    .tensor(inputs.create(batch.packed(), new Shape(batch.packed().length)))
                    .tensor(inputs.create(batch.rows()))
                    .tensor(inputs.create(batch.targets()));
            return hold(call.keptValue());
        }
    }

    private IValue score(boolean keep) {
        try (TorchProgram.Call call = program.call("score")) {
            return hold(call.value(forward)
                    .value(lease.weights().model())
                    .number(temperature)
                    .number((long) headChunkTokens)
                    .flag(keep)
                    .keptValue());
        }
    }

    private float[] floats(IValue tensor) {
        return tensor.toTensor((PtNDManager) scratch).toFloatArray();
    }

    private IValue hold(IValue value) {
        held.push(value);
        return value;
    }

    @Override
    public float[][] logprobs() {
        return batch.split(logprobs);
    }

    @Override
    public float[][] entropies() {
        return batch.split(entropies);
    }

    @Override
    public SortedMap<String, float[]> backward(float[][] logprobGradient, Optional<float[][]> entropyGradient) {
        if (spent) {
            throw new IllegalStateException("backward may be called once, on a forward pass that was made for it");
        }
        spent = true;
        DeviceWeights weights = lease.weights();
        NDArray gradLogprobs = scratch.create(batch.join(logprobGradient));
        NDArray gradEntropies = scratch.create(entropyGradient.map(batch::join).orElseGet(() -> new float[0]));
        try (TorchProgram.Call call = program.call("backward")) {
            call.value(forward)
                    .value(scores)
                    .tensor(gradLogprobs)
                    .tensor(gradEntropies)
                    .value(weights.model())
                    .value(weights.trainingModel())
                    .number(temperature)
                    .number((long) headChunkTokens);
            return weights.download(TorchRuntime.withGraph(() -> call.tensorsIn(scratch)));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            held.forEach(IValue::close);
            scratch.close();
            lease.close();
        }
    }
}
