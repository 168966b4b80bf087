package dev.hone.policy.template.builtin;

import dev.hone.policy.template.value.Operators;
import dev.hone.policy.template.value.PythonValues;
import dev.hone.policy.template.value.RenderBudget;
import dev.hone.policy.template.value.TemplateErrors;
import dev.hone.policy.template.value.Text;
import dev.hone.policy.template.value.TextBuilder;
import dev.hone.policy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python's {@code owner[start:stop:step]}. */
public final class Slices {

    private Slices() {}

    public static Value slice(
            RenderBudget budget, Value owner, Optional<Value> start, Optional<Value> stop, Optional<Value> step) {
        Operators.requireDefined(owner, owner);
        if (!(owner instanceof Text || owner instanceof Value.Sequence)) {
            throw TemplateErrors.type(
                    "'" + PythonValues.typeName(owner) + "' object is not subscriptable with a slice");
        }
        int size = PythonValues.length(owner, budget);
        int stride = bound(step).orElse(1);
        if (stride == 0) {
            throw TemplateErrors.runtime("ValueError", "slice step cannot be zero");
        }
        if (stride > 0) {
            int begin = clamp(bound(start).orElse(0), size, 0, size);
            int end = clamp(bound(stop).orElse(size), size, 0, size);
            return owner instanceof Text text && stride == 1
                    ? range(budget, text, begin, end)
                    : chosen(budget, owner, begin, end, stride);
        }
        int begin = clamp(bound(start).orElse(size - 1), size, -1, size - 1);
        int end = bound(stop).map(s -> clamp(s, size, -1, size - 1)).orElse(-1);
        return chosen(budget, owner, begin, end, stride);
    }

    private static int clamp(int index, int size, int least, int most) {
        return Math.max(least, Math.min(index < 0 ? index + size : index, most));
    }

    private static Optional<Integer> bound(Optional<Value> value) {
        if (value.isEmpty() || value.get() instanceof Value.None) {
            return Optional.empty();
        }
        return Optional.of(PythonValues.requireInt(value.get(), "slice"));
    }

    /** Characters in their order; positions count code points. */
    private static Text range(RenderBudget budget, Text text, int begin, int end) {
        budget.spend(text.value().length());
        if (begin >= end) {
            return Text.EMPTY;
        }
        int first = text.value().offsetByCodePoints(0, begin);
        return text.slice(first, text.value().offsetByCodePoints(first, end - begin));
    }

    private static Value chosen(RenderBudget budget, Value owner, int begin, int end, int stride) {
        List<Value> items = PythonValues.iterate(owner, budget);
        List<Value> chosen = new ArrayList<>();
        for (long i = begin; stride > 0 ? i < end : i > end; i += stride) {
            budget.items(1);
            chosen.add(items.get((int) i));
        }
        return owner instanceof Value.Sequence sequence
                ? new Value.Sequence(chosen, sequence.tuple())
                : join(budget, chosen);
    }

    private static Text join(RenderBudget budget, List<Value> characters) {
        TextBuilder out = new TextBuilder(budget);
        characters.forEach(character -> out.add((Text) character));
        return out.build();
    }
}
