package dev.hone.policy.torch;

import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.decode.RunningCompletion;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.serve.LogitRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** A completion in flight: its tokens, its rule, and how many of its tokens have keys and values in its slot. */
final class ServedSequence {

    private final ServedRequest request;
    private final RunningCompletion completion;
    private final Optional<LogitRule> rule;

    ServedSequence(ServedRequest request, RunningCompletion completion) {
        this.request = request;
        this.completion = completion;
        this.rule = request.asked().rule().map(Supplier::get);
    }

    ServedRequest request() {
        return request;
    }

    RunningCompletion completion() {
        return completion;
    }

    Optional<LogitRule> rule() {
        return rule;
    }

    boolean cancelled() {
        return request.cancelled();
    }

    /** [N] prompt, then what was drawn. */
    int[] tokens() {
        PromptToSample prompt = request.asked().prompt();
        int[] drawn = completion.drawn();
        int[] tokens = Arrays.copyOf(prompt.promptTokenIds(), prompt.promptTokenIds().length + drawn.length);
        System.arraycopy(drawn, 0, tokens, prompt.promptTokenIds().length, drawn.length);
        return tokens;
    }

    /** Number of its tokens. */
    int length() {
        return completion.position() + 1;
    }

    /** Takes the next token and tells of it; true where that ends the completion. */
    boolean accept(GeneratedToken token) {
        rule.ifPresent(grammar -> grammar.accept(token.id()));
        Optional<SampledCompletion> end = completion.accept(token.id(), token.logprob());
        request.token(completion.sample(), token);
        end.ifPresent(done -> request.ended(completion.sample(), done));
        return end.isPresent();
    }
}
