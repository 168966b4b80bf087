package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.hone.error.DataException;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.decode.CompletionReader;
import dev.hone.policy.decode.RunningCompletion;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Decodes one planned unit: each prompt is computed once, its completions share its keys and values, a slot that a finished completion
 * leaves is filled with the next one, and where none waits the last slot moves into the hole. Everything follows from the
 * unit alone.
 */
final class UnitDecoder implements AutoCloseable {

    private final TorchProgram program;
    private final ModelConfig config;
    private final PolicyTokenizer tokenizer;
    private final IValue model;
    private final SamplingSettings settings;
    private final TokenChooser chooser;
    private final List<PromptToSample> prompts;
    private final NDManager manager;
    private final KeyValueCache cache;
    private final PromptCache promptCache;
    private final RunningCompletion[] slots;
    private final Deque<RunningCompletion> waiting = new ArrayDeque<>();
    private final SampledCompletion[][] finished;
    private final BooleanSupplier cancelled;
    private int nextPrompt;
    private int busy;

    UnitDecoder(
            TorchProgram program,
            ModelConfig config,
            PolicyTokenizer tokenizer,
            DeviceWeights weights,
            List<PromptToSample> prompts,
            SamplingSettings settings,
            int decodeSlots,
            BooleanSupplier cancelled,
            NDManager parent) {
        this.program = program;
        this.config = config;
        this.tokenizer = tokenizer;
        this.model = weights.samplingModel();
        this.settings = settings;
        this.chooser = new TokenChooser(program, settings);
        this.prompts = prompts;
        this.cancelled = cancelled;
        int rows = prompts.stream()
                .mapToInt(prompt -> prompt.completionSeeds().length)
                .sum();
        int capacity = prompts.stream().mapToInt(this::limit).max().orElse(1);
        slots = new RunningCompletion[Math.min(decodeSlots, rows)];
        finished = prompts.stream()
                .map(prompt -> new SampledCompletion[prompt.completionSeeds().length])
                .toArray(SampledCompletion[][]::new);
        manager = parent.newSubManager();
        int longestPrompt = prompts.stream()
                .mapToInt(prompt -> prompt.promptTokenIds().length)
                .max()
                .orElse(1);
        promptCache = new PromptCache(program, model, Math.min(slots.length, prompts.size()), longestPrompt);
        cache = new KeyValueCache(program, model, slots.length, capacity);
    }

    /** Maximum number of new tokens: as the settings say, cut to the model's context. */
    private int limit(PromptToSample prompt) {
        int room = config.maxPositions() - prompt.promptTokenIds().length;
        if (room < 1) {
            throw new DataException("A prompt of " + prompt.promptTokenIds().length
                    + " tokens leaves no room for a completion in the model's context of " + config.maxPositions()
                    + ". Lower maxPromptLength");
        }
        return Math.min(room, settings.maxNewTokens());
    }

    /**
     * Decodes until every completion has ended.
     *
     * @throws CancellationException when nobody wants them any more; asked before each forward pass
     */
    List<List<SampledCompletion>> decode() {
        while (busy < slots.length && start(busy)) {
            busy++;
        }
        while (busy > 0) {
            step();
        }
        List<List<SampledCompletion>> result = new ArrayList<>();
        for (SampledCompletion[] group : finished) {
            result.add(List.of(group));
        }
        return result;
    }

    /** Puts the next waiting completion into a slot; false where none is left. */
    private boolean start(int slot) {
        while (waiting.isEmpty() && nextPrompt < prompts.size()) {
            prefill(nextPrompt++);
        }
        if (waiting.isEmpty()) {
            return false;
        }
        slots[slot] = waiting.remove();
        return true;
    }

    /** Computes a prompt and draws the first token of each of its completions. */
    private void prefill(int index) {
        requireWanted();
        PromptToSample prompt = prompts.get(index);
        long[] ids = Arrays.stream(prompt.promptTokenIds())
                .mapToLong(id -> GroupBatch.valid(id, config))
                .toArray();
        long[] seeds = prompt.completionSeeds();
        CompletionReader reader = new CompletionReader(tokenizer, prompt, settings.stopStrings());
        RunningCompletion[] group = new RunningCompletion[seeds.length];
        for (int g = 0; g < group.length; g++) {
            group[g] = new RunningCompletion(index, g, ids.length, seeds[g], limit(prompt), reader);
        }
        TokenChooser.Choice choice;
        try (NDManager scratch = manager.newSubManager();
                TorchProgram.Call call = program.call("prefill")) {
            NDArray logits = call.tensor(scratch.create(ids))
                    .value(promptCache.value())
                    .number((long) promptCache.add(index, ids.length, group.length))
                    .value(model)
                    .tensorIn(scratch);
            choice =
                    choose(scratch, logits.broadcast(new Shape(group.length, config.vocabSize())), group, group.length);
        }
        for (int g = 0; g < group.length; g++) {
            if (!accept(group[g], choice, g)) {
                waiting.add(group[g]);
            }
        }
    }

    /** One token for every busy slot. */
    private void step() {
        requireWanted();
        StepLayout layout = StepLayout.of(slots, busy, promptCache.prompts());
        TokenChooser.Choice choice;
        try (NDManager scratch = manager.newSubManager();
                TorchProgram.Call call = program.call("decode_step")) {
            NDArray logits = call.tensor(scratch.create(layout.rows(), new Shape(StepLayout.ROWS, busy)))
                    .tensor(scratch.create(layout.members()))
                    .value(promptCache.value())
                    .number((long) layout.prompts())
                    .number((long) promptCache.longest())
                    .value(cache.value())
                    .number((long) layout.longest())
                    .value(model)
                    .tensorIn(scratch);
            choice = choose(scratch, logits, slots, busy);
        }
        for (int b = busy - 1; b >= 0; b--) {
            if (accept(slots[b], choice, b) && !start(b)) {
                busy--;
                if (b < busy) {
                    slots[b] = slots[busy];
                    cache.move(busy, b, slots[b].ownTokens());
                }
            }
        }
    }

    private void requireWanted() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("decoding was cancelled");
        }
    }

    /** Takes a row's token; true where that ends the completion. */
    private boolean accept(RunningCompletion completion, TokenChooser.Choice choice, int row) {
        Optional<SampledCompletion> end = completion.accept(choice.tokens()[row], choice.logprobs()[row]);
        end.ifPresent(done -> {
            finished[completion.prompt()][completion.sample()] = done;
            promptCache.end(completion.prompt());
        });
        return end.isPresent();
    }

    private TokenChooser.Choice choose(NDManager scratch, NDArray logits, RunningCompletion[] completions, int count) {
        TokenChooser.Choice drawn = chooser.choose(scratch, logits, uniforms(completions, count));
        for (int b = 0; b < count; b++) {
            OptionalInt forced = completions[b].nextForced();
            if (forced.isPresent()) {
                chooser.replace(drawn, logits, b, forced.getAsInt());
            }
        }
        return drawn;
    }

    private static double[] uniforms(RunningCompletion[] completions, int count) {
        double[] uniforms = new double[count];
        for (int b = 0; b < count; b++) {
            uniforms[b] = completions[b].nextUniform();
        }
        return uniforms;
    }

    @Override
    public void close() {
        cache.close();
        promptCache.close();
        manager.close();
    }
}
