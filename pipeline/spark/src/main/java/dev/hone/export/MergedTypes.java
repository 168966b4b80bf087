package dev.hone.export;

import dev.hone.error.ModelException;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.WeightType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The types in which a merged model is stored: one for all tensors, or each tensor that of the base.
 *
 * @param base the base model
 * @param wanted the one type; empty for the base's
 */
record MergedTypes(ModelDirectory base, Optional<WeightType> wanted) {

    WeightType of(String tensor) {
        return wanted.orElseGet(() -> base.type(tensor));
    }

    /** The type of most parameters, which config.json names. */
    WeightType main() {
        Map<WeightType, Long> parameters = new EnumMap<>(WeightType.class);
        base.tensorNames().forEach(name -> parameters.merge(of(name), elements(base.shape(name)), Long::sum));
        return parameters.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse(WeightType.F32);
    }

    /** The coarsest of the types. */
    WeightType coarsest() {
        return base.tensorNames().stream()
                .map(this::of)
                .max(Comparator.comparingDouble(WeightType::unitRoundoff))
                .orElse(WeightType.F32);
    }

    /** The tensor, if its type can hold it. */
    FloatTensor checked(String name, FloatTensor tensor) {
        if (of(name) == WeightType.F16) {
            for (float value : tensor.values()) {
                if (Math.abs(value) >= GREATEST_HALF && !Float.isInfinite(value)) {
                    throw new ModelException("tensor " + name + " of the merged model has the value " + value
                            + ", which float16 cannot hold. Set export.dtype to bfloat16 or float32");
                }
            }
        }
        return tensor;
    }

    /** From here on a number is rounded to an infinite one. */
    private static final float GREATEST_HALF = 65520;

    private static long elements(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }
}
