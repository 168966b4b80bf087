package dev.hone.policy.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python's {@code owner[start:stop:step]}. */
final class Slices {

    private Slices() {}

    static Value slice(Value owner, Optional<Value> start, Optional<Value> stop, Optional<Value> step) {
        Operators.requireDefined(owner, owner);
        if (!(owner instanceof Text || owner instanceof Value.Sequence)) {
            throw TemplateErrors.type("'" + Values.typeName(owner) + "' object is not subscriptable with a slice");
        }
        List<Value> items = Values.iterate(owner);
        List<Value> chosen = new ArrayList<>();
        int size = items.size();
        int stride = bound(step).orElse(1);
        if (stride == 0) {
            throw TemplateErrors.runtime("ValueError", "slice step cannot be zero");
        }
        if (stride > 0) {
            int end = clamp(bound(stop).orElse(size), size, 0, size);
            for (long i = clamp(bound(start).orElse(0), size, 0, size); i < end; i += stride) {
                chosen.add(items.get((int) i));
            }
        } else {
            int end = bound(stop).map(s -> clamp(s, size, -1, size - 1)).orElse(-1);
            for (long i = clamp(bound(start).orElse(size - 1), size, -1, size - 1); i > end; i += stride) {
                chosen.add(items.get((int) i));
            }
        }
        return owner instanceof Value.Sequence sequence ? new Value.Sequence(chosen, sequence.tuple()) : join(chosen);
    }

    private static int clamp(int index, int size, int least, int most) {
        return Math.max(least, Math.min(index < 0 ? index + size : index, most));
    }

    private static Optional<Integer> bound(Optional<Value> value) {
        if (value.isEmpty() || value.get() instanceof Value.None) {
            return Optional.empty();
        }
        return Optional.of(Values.requireInt(value.get(), "slice"));
    }

    private static Text join(List<Value> characters) {
        StringBuilder value = new StringBuilder();
        StringBuilder origin = new StringBuilder();
        for (Value character : characters) {
            value.append(((Text) character).value());
            origin.append(((Text) character).origin());
        }
        return new Text(value.toString(), origin.toString());
    }
}
