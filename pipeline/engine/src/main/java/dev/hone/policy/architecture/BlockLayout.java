package dev.hone.policy.architecture;

import java.util.List;
import java.util.Set;

/**
 * What the blocks of a model are made of, beside their sizes.
 *
 * @param modules the linear layers: {@link LinearModule#SEPARATE} or {@link LinearModule#FUSED}
 * @param biased those that add a bias
 * @param headNorms whether the queries and keys of each head are normalised before their rotation
 * @param window how far back each layer's attention sees
 */
public record BlockLayout(
        List<LinearModule> modules, Set<LinearModule> biased, boolean headNorms, AttentionWindow window) {

    public BlockLayout {
        modules = List.copyOf(modules);
        biased = Set.copyOf(biased);
        if (!modules.containsAll(biased)) {
            throw new IllegalArgumentException("biased must be some of " + modules + ", got " + biased);
        }
    }

    /** The same with another window. */
    BlockLayout with(AttentionWindow other) {
        return new BlockLayout(modules, biased, headNorms, other);
    }
}
