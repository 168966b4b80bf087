package dev.hone.policy.architecture;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far back attention sees.
 *
 * @param tokens keys that a query sees in a sliding layer, its own among them; 0 where no layer is one
 * @param slidingLayers [layers] which layers have the window
 */
public record AttentionWindow(int tokens, List<Boolean> slidingLayers) {

    public AttentionWindow {
        slidingLayers = List.copyOf(slidingLayers);
        if (tokens < 0 || slidingLayers.contains(true) != (tokens > 0)) {
            throw new IllegalArgumentException(
                    "a window of " + tokens + " tokens does not fit layers " + slidingLayers);
        }
    }

    /** [layers] the window of each layer in tokens, 0 where it sees all that came before. */
    public List<Integer> ofLayers() {
        return slidingLayers.stream().map(sliding -> sliding ? tokens : 0).toList();
    }

    /** Every layer sees all that came before. */
    static AttentionWindow none(int layers) {
        return new AttentionWindow(0, Collections.nCopies(layers, false));
    }

    /** Every layer has the window. */
    static AttentionWindow everywhere(int tokens, int layers) {
        return from(0, tokens, layers);
    }

    /** The layers from this one on have the window. */
    static AttentionWindow from(int first, int tokens, int layers) {
        if (first >= layers) {
            return none(layers);
        }
        return new AttentionWindow(
                tokens,
                IntStream.range(0, layers).mapToObj(layer -> layer >= first).toList());
    }

    /** The same, without a window that no text within the context can reach. */
    AttentionWindow within(int maxPositions) {
        return tokens >= maxPositions ? none(slidingLayers.size()) : this;
    }
}
