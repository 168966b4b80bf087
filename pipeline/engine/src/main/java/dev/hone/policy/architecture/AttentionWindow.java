package dev.hone.policy.architecture;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far back attention sees.
 *
 * @param tokens keys that a query sees in a layer with a limit, its own among them; 0 where no layer has one
 * @param limited [layers] which layers have the limit
 */
public record AttentionWindow(int tokens, List<Boolean> limited) {

    public AttentionWindow {
        limited = List.copyOf(limited);
        if (tokens < 0 || limited.contains(true) != (tokens > 0)) {
            throw new IllegalArgumentException("a window of " + tokens + " tokens does not fit layers " + limited);
        }
    }

    /** Every layer sees all that came before. */
    static AttentionWindow none(int layers) {
        return new AttentionWindow(0, Collections.nCopies(layers, false));
    }

    /** Every layer has the limit. */
    static AttentionWindow everywhere(int tokens, int layers) {
        return from(0, tokens, layers);
    }

    /** The layers from this one on have the limit. */
    static AttentionWindow from(int first, int tokens, int layers) {
        if (first >= layers) {
            return none(layers);
        }
        return new AttentionWindow(
                tokens,
                IntStream.range(0, layers).mapToObj(layer -> layer >= first).toList());
    }

    /** The same, without a limit that no text within the context can reach. */
    AttentionWindow within(int maxPositions) {
        return tokens >= maxPositions ? none(limited.size()) : this;
    }
}
