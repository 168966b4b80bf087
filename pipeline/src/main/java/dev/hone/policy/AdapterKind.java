package dev.hone.policy;

import java.io.Serializable;
import java.util.Set;

/** Which weights of the policy are trained. */
public sealed interface AdapterKind extends Serializable {

    /**
     * Low-rank adaptation, arXiv:2106.09685: W + (alpha / rank) B A.
     *
     * @param rank rows of A and columns of B, at least 1
     * @param alpha the numerator of the scale
     * @param targetModules names of the adapted linear layers as PEFT writes them, such as {@code q_proj}
     */
    record Lora(int rank, double alpha, Set<String> targetModules) implements AdapterKind {

        public Lora {
            if (rank < 1) {
                throw new IllegalArgumentException("rank must be at least 1, got " + rank);
            }
            if (!(alpha > 0)) {
                throw new IllegalArgumentException("alpha must be above 0, got " + alpha);
            }
            targetModules = Set.copyOf(targetModules);
        }

        /** On every linear layer of the blocks. */
        public static Lora allLinear(int rank, double alpha) {
            return new Lora(rank, alpha, LinearModule.targets());
        }

        /** The factor on B A. */
        public double scale() {
            return alpha / rank;
        }
    }

    /** All parameters of the model: the tensors replace those of the base. */
    record AllParameters() implements AdapterKind {}
}
