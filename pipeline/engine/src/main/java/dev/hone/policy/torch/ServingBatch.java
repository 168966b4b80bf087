package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import dev.hone.error.DivergedException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.serve.ServingSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sequences in flight, one token further at each turn. Requests are taken in the order in which they came: a prompt is computed in
 * chunks between the turns of the others, in the slot after theirs. Where the cache cannot grow any more, the newest sequence gives up its
 * slot, and is computed again when there is room. Belongs to one thread.
 */
final class ServingBatch implements AutoCloseable {

    private final TorchProgram program;
    private final IValue model;
    private final ServingSettings settings;
    private final ServedAdapters adapters;
    private final ServingCache cache;
    private final PrefixStore prefixes;
    private final RowSampler sampler;
    private final NDManager manager;
    private final Deque<List<ServedSequence>> waiting = new ArrayDeque<>();
    private final List<ServedSequence> decoding = new ArrayList<>();
    private final ServingCounts counts;
    private final Deque<ServedScore> scores = new ArrayDeque<>();
    private List<ServedSequence> prefilling = List.of();
    private int prefilled;

    ServingBatch(
            TorchProgram program,
            IValue model,
            ServingCache cache,
            ServedAdapters adapters,
            ServingSettings settings,
            ServingCounts counts,
            NDManager parent) {
        this.program = program;
        this.model = model;
        this.settings = settings;
        this.adapters = adapters;
        this.cache = cache;
        this.counts = counts;
        this.prefixes = new PrefixStore(settings.prefixBytes());
        this.sampler = new RowSampler(program);
        this.manager = parent.newSubManager();
    }

    /** Takes the completions of a request. */
    void add(List<ServedSequence> group) {
        waiting.add(group);
    }

    /** Takes given tokens; each turn computes those of one question. */
    void add(ServedScore score) {
        scores.add(score);
    }

    boolean isIdle() {
        return scores.isEmpty() && waiting.isEmpty() && prefilling.isEmpty() && decoding.isEmpty();
    }

    /** A chunk of a prompt, if one waits and has room, and a token for each sequence. */
    void turn() {
        dropCancelled();
        if (prefilling.isEmpty() && !scores.isEmpty()) {
            score(scores.remove());
        }
        if (prefilling.isEmpty()) {
            admit();
        }
        if (!prefilling.isEmpty()) {
            prefill();
        }
        if (!decoding.isEmpty()) {
            decode();
        }
        counts.now(decoding.size() + prefilling.size(), waiting.size());
    }

    private void dropCancelled() {
        waiting.removeIf(group -> group.get(0).cancelled());
        if (!prefilling.isEmpty() && prefilling.get(0).cancelled()) {
            prefilling = List.of();
        }
        for (int slot = decoding.size() - 1; slot >= 0; slot--) {
            if (decoding.get(slot).cancelled()) {
                leave(slot);
            }
        }
    }

    /** Gives the next request its slots, where there is room for its prompt and a token more. */
    private void admit() {
        List<ServedSequence> group = waiting.peek();
        if (group == null || (!decoding.isEmpty() && decoding.size() + group.size() > settings.maxSequences())) {
            return;
        }
        int[] tokens = group.get(0).tokens();
        int longest = Math.max(longest(), tokens.length + 1);
        if (!cache.reserve(decoding.size(), decoding.size() + group.size(), longest)) {
            if (!decoding.isEmpty()) {
                return;
            }
            group = alone(group);
        }
        waiting.remove();
        prefilling = group;
        load(group.get(0).request().asked().adapter());
        prefilled = prefixes.find(group.get(0).request().adapterSha(), tokens)
                .map(found -> {
                    cache.restore(found.saved(), decoding.size(), found.tokens());
                    return found.tokens();
                })
                .orElse(0);
        counts.prompt(tokens.length - prefilled, prefilled);
        group.get(0).request().started(prefilled);
    }

    /** Only the first of a request's completions, where the cache has no room for all of them; the others wait. */
    private List<ServedSequence> alone(List<ServedSequence> group) {
        waiting.remove();
        for (int i = group.size() - 1; i > 0; i--) {
            waiting.addFirst(List.of(group.get(i)));
        }
        waiting.addFirst(List.of(group.get(0)));
        cache.reserve(0, 1, group.get(0).length() + 1);
        return waiting.element();
    }

    private void load(Optional<Adapter> adapter) {
        Set<String> used =
                decoding.stream().map(other -> other.request().adapterSha()).collect(Collectors.toSet());
        adapter.ifPresent(newest -> {
            adapters.load(newest);
            used.add(newest.sha256());
        });
        adapters.evict(used);
    }

    /** In the slot after those in use, which is free again then. */
    private void score(ServedScore score) {
        int slot = decoding.size();
        int last = score.tokens().length - 1;
        if (!cache.reserve(slot, slot + 1, Math.max(longest(), last))) {
            scores.add(score); // there is room when others have ended
            return;
        }
        load(score.adapter());
        float[] logprobs = new float[last];
        for (int start = 0; start < last; start += Math.min(settings.chunkTokens(), last - start)) {
            score(score, slot, start, Math.min(last, start + settings.chunkTokens()), logprobs);
        }
        score.logprobs().complete(logprobs);
    }

    private void score(ServedScore score, int slot, int start, int end, float[] logprobs) {
        long[] ids = Arrays.stream(score.tokens(), start, end).asLongStream().toArray();
        long[] targets =
                Arrays.stream(score.tokens(), start + 1, end + 1).asLongStream().toArray();
        try (NDManager scratch = manager.newSubManager();
                IValue batch = adapters.batch(scratch, List.of(score.adapterSha()));
                TorchProgram.Call call = program.call("serve_score")) {
            float[] found = call.tensor(scratch.create(ids))
                    .tensor(scratch.create(targets))
                    .number((long) start)
                    .number((long) slot)
                    .value(cache.value())
                    .value(batch)
                    .value(model)
                    .tensorIn(scratch)
                    .toFloatArray();
            System.arraycopy(found, 0, logprobs, start, found.length);
        }
    }

    /** The next chunk of the prompt that is under way; after the last one its completions draw their first token. */
    private void prefill() {
        ServedSequence first = prefilling.get(0);
        int[] tokens = first.tokens();
        int end = Math.min(tokens.length, prefilled + settings.chunkTokens());
        boolean last = end == tokens.length;
        long[] ids = Arrays.stream(tokens, prefilled, end).asLongStream().toArray();
        int slot = decoding.size();
        try (NDManager scratch = manager.newSubManager();
                IValue batch = adapters.batch(scratch, List.of(first.request().adapterSha()));
                TorchProgram.Call call = program.call("serve_prefill")) {
            NDArray logits = call.tensor(scratch.create(ids))
                    .number((long) prefilled)
                    .number((long) slot)
                    .flag(last)
                    .value(cache.value())
                    .value(batch)
                    .value(model)
                    .tensorIn(scratch);
            prefilled = end;
            if (last) {
                begin(slot, tokens.length, logits, scratch);
            }
        }
    }

    private void begin(int slot, int tokens, NDArray logits, NDManager scratch) {
        List<ServedSequence> group = prefilling;
        prefilling = List.of();
        for (int g = 1; g < group.size(); g++) {
            cache.copy(slot, slot + g, tokens);
        }
        decoding.addAll(group);
        NDArray rows =
                logits.broadcast(new Shape(group.size(), logits.getShape().get(1)));
        accept(slot, sampler.draw(scratch, rows, group));
    }

    private void decode() {
        int longest = makeRoom();
        int rows = decoding.size();
        long[] tokensAndPositions = new long[2 * rows];
        List<String> shas = new ArrayList<>();
        for (int b = 0; b < rows; b++) {
            ServedSequence sequence = decoding.get(b);
            tokensAndPositions[b] = sequence.completion().lastToken();
            tokensAndPositions[rows + b] = sequence.completion().position();
            shas.add(sequence.request().adapterSha());
        }
        try (NDManager scratch = manager.newSubManager();
                IValue batch = adapters.batch(scratch, shas);
                TorchProgram.Call call = program.call("serve_step")) {
            NDArray logits = call.tensor(scratch.create(tokensAndPositions, new Shape(2, rows)))
                    .number((long) longest)
                    .value(cache.value())
                    .value(batch)
                    .value(model)
                    .tensorIn(scratch);
            accept(0, sampler.draw(scratch, logits, decoding));
        }
    }

    /** Room for the next token of each sequence, if need be by putting the newest ones off; gives the length of the longest. */
    private int makeRoom() {
        while (true) {
            int longest = longest();
            int used = decoding.size() + prefilling.size();
            int kept = decoding.size() + (prefilling.isEmpty() ? 0 : 1);
            int withPrompt = prefilling.isEmpty()
                    ? longest
                    : Math.max(longest, prefilling.get(0).length() + 1);
            if (cache.reserve(kept, used, withPrompt) || used == 1) {
                return longest;
            }
            counts.preempted();
            if (prefilling.isEmpty()) {
                waiting.addFirst(List.of(decoding.remove(decoding.size() - 1)));
            } else {
                waiting.addFirst(prefilling);
                prefilling = List.of();
            }
        }
    }

    private int longest() {
        return decoding.stream().mapToInt(ServedSequence::length).max().orElse(0);
    }

    /** Tokens of the sequences from a slot on; those that end leave. */
    private void accept(int slot, List<GeneratedToken> tokens) {
        counts.drawn(tokens.size());
        for (int b = tokens.size() - 1; b >= 0; b--) {
            ServedSequence sequence = decoding.get(slot + b);
            if (!Float.isFinite(tokens.get(b).logprob())) {
                sequence.request().failed(diverged());
                leave(slot + b);
            } else if (sequence.accept(tokens.get(b))) {
                keepPrefix(slot + b);
                leave(slot + b);
            }
        }
    }

    private static DivergedException diverged() {
        return new DivergedException("The policy's logits are not finite numbers, so no token can be drawn."
                + " Deploy a checkpoint from before the training diverged");
    }

    private void keepPrefix(int slot) {
        ServedSequence sequence = decoding.get(slot);
        int known = sequence.length() - 1;
        if (sequence.completion().sample() == 0 && prefixes.keeps(known, cache.bytes(known))) {
            prefixes.keep(
                    sequence.request().adapterSha(),
                    Arrays.copyOf(sequence.tokens(), known),
                    cache.save(slot, known),
                    cache.bytes(known));
        }
    }

    /** The last sequence moves into the slot of one that goes, and what is being prefilled into that of the last. */
    private void leave(int slot) {
        int last = decoding.size() - 1;
        Collections.swap(decoding, slot, last);
        decoding.remove(last);
        if (slot < last) {
            cache.copy(last, slot, decoding.get(slot).length() - 1);
        }
        if (!prefilling.isEmpty() && prefilled > 0) {
            cache.copy(last + 1, last, prefilled);
        }
    }

    /** Fails all that is under way. */
    void fail(RuntimeException problem) {
        prefilling.stream().limit(1).forEach(sequence -> sequence.request().failed(problem));
        decoding.forEach(sequence -> sequence.request().failed(problem));
        prefilling = List.of();
        decoding.clear();
    }

    /** Fails what waits too. */
    void failAll(RuntimeException problem) {
        fail(problem);
        scores.forEach(score -> score.logprobs().completeExceptionally(problem));
        scores.clear();
        waiting.forEach(group -> group.get(0).request().failed(problem));
        waiting.clear();
    }

    @Override
    public void close() {
        prefixes.close();
        manager.close();
    }
}
