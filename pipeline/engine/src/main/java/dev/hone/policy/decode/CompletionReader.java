package dev.hone.policy.decode;

import dev.hone.error.ModelException;
import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.reasoning.ReasoningSplit;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.policy.tokenizer.TextPieces;
import java.util.Optional;

/** Reads the completions of one prompt: their text, their reasoning and answer, their thinking budget and what else ends them. */
public final class CompletionReader {

    private final PolicyTokenizer tokenizer;
    private final Optional<ReasoningStyle.Think> think;
    private final boolean opened;
    private final StopStrings stopStrings;

    /** @throws ModelException where the tokenizer does not give the markers of the reasoning back */
    public CompletionReader(PolicyTokenizer tokenizer, PromptToSample prompt, StopStrings stopStrings) {
        this.tokenizer = tokenizer;
        this.stopStrings = stopStrings;
        this.think = prompt.reasoning() instanceof ReasoningStyle.Think style ? Optional.of(style) : Optional.empty();
        this.opened = think.isPresent() && think.get().isOpenedBy(tokenizer.decode(prompt.promptTokenIds()));
        think.ifPresent(style -> {
            requireText(style.open());
            requireText(style.close());
        });
    }

    private void requireText(String marker) {
        String decoded = tokenizer.decode(tokenizer.encode(marker));
        if (!decoded.strip().equals(marker.strip())) {
            throw new ModelException("The tokenizer turns '" + marker + "' into '" + decoded
                    + "', so reasoning cannot be told from the answer: the marker is a special token, which decoding"
                    + " leaves out. Make it \"special\": false in tokenizer.json, or set model.reasoning.kind to none");
        }
    }

    PolicyTokenizer tokenizer() {
        return tokenizer;
    }

    /** The budget of a new completion, where there is one. */
    Optional<ThinkingWatch> watch() {
        return think.filter(ReasoningStyle.Think::limited)
                .map(style -> new ThinkingWatch(tokenizer, style, opened, tokenizer.encode(style.close())));
    }

    /** Of a new completion. */
    StopStringFinder stopStringFinder() {
        return new StopStringFinder(tokenizer, stopStrings);
    }

    /**
     * Takes a completion apart.
     *
     * @param text of the tokens, perhaps cut before a stop string
     */
    CompletionParts parts(int[] tokens, String text) {
        return think.map(style -> ReasoningSplit.of(style, text, opened, starts(tokens)))
                .orElseGet(() -> CompletionParts.answerOnly(text));
    }

    private int[] starts(int[] tokens) {
        TextPieces pieces = new TextPieces(tokenizer);
        int[] starts = new int[tokens.length];
        int at = 0;
        for (int t = 0; t < tokens.length; t++) {
            starts[t] = at;
            at += pieces.next(tokens[t]).length();
        }
        return starts;
    }
}
