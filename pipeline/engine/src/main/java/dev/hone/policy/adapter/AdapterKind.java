package dev.hone.policy.adapter;

import dev.hone.error.ConfigException;
import dev.hone.policy.architecture.LinearModule;
import dev.hone.policy.architecture.ModelConfig;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Which weights of the policy are trained. */
public sealed interface AdapterKind extends Serializable {

    /**
     * Low-rank adaptation, arXiv:2106.09685: W + (alpha / rank) B A.
     *
     * @param rank rows of A and columns of B, at least 1
     * @param alpha the numerator of the scale
     * @param targetModules names of the adapted linear layers as PEFT writes them, such as {@code q_proj}, or all-linear alone
     */
    record Lora(int rank, double alpha, Set<String> targetModules) implements AdapterKind {

        /** Stands for all linear layers of the blocks. */
        public static final String ALL_LINEAR = "all-linear";

        public Lora {
            if (rank < 1) {
                throw new IllegalArgumentException("rank must be at least 1, got " + rank);
            }
            if (!(alpha > 0)) {
                throw new IllegalArgumentException("alpha must be above 0, got " + alpha);
            }
            targetModules = Set.copyOf(targetModules);
        }

        /** On every linear layer of the blocks, whatever the model calls them. */
        public static Lora allLinear(int rank, double alpha) {
            return new Lora(rank, alpha, Set.of(ALL_LINEAR));
        }

        /**
         * The same with the names of the model's own layers.
         *
         * @throws ConfigException where the model has no layer of a name
         */
        public Lora on(ModelConfig config) {
            Set<String> known = LinearModule.targets(config.blocks().modules());
            if (targetModules.equals(Set.of(ALL_LINEAR))) {
                return new Lora(rank, alpha, known);
            }
            TreeSet<String> unknown = new TreeSet<>(targetModules);
            unknown.removeAll(known);
            if (!unknown.isEmpty() || targetModules.isEmpty()) {
                throw new ConfigException("adapter.targetModules has " + (unknown.isEmpty() ? "no module" : unknown)
                        + ": the linear layers of this model are " + new TreeSet<>(known)
                        + ". Name some of them or all-linear");
            }
            return this;
        }

        /** The factor on B A. */
        public double scale() {
            return alpha / rank;
        }
    }

    /** Number of trained parameters on a model. */
    default long parameters(ModelConfig config) {
        return AdapterShapes.of(config, this).values().stream()
                .mapToLong(shape -> Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact))
                .sum();
    }

    /** All parameters of the model: the tensors replace those of the base. */
    record AllParameters() implements AdapterKind {}
}
