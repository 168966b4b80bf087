package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.config.yaml.SpecPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of a few words.
 *
 * @param choices the words as written with what each stands for, in the order of the documentation
 */
public record Choice<T>(Map<String, T> choices) implements KeyType<T> {

    /** The values of an enumeration by their words. */
    public static <E> Choice<E> of(E[] values, Function<E, String> word) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E value : values) {
            choices.put(word.apply(value), value);
        }
        return new Choice<>(choices);
    }

    @Override
    public String label() {
        return "one of " + String.join(", ", choices.keySet());
    }

    @Override
    public Optional<T> read(SpecNode node, SpecPath path, ReadContext context) {
        String written = node instanceof Scalar scalar ? scalar.text() : "";
        if (choices.containsKey(written)) {
            context.note(path, written, node.origin());
            return Optional.of(choices.get(written));
        }
        String got = node instanceof Scalar ? ", got '" + written + "'" : "";
        String fix = KeySuggestions.nearest(written, List.copyOf(choices.keySet()))
                .map(near -> "Did you mean " + near + "?")
                .orElse("Choose one of them");
        context.problems()
                .error(
                        node.origin(),
                        path.text(),
                        "must be one of " + String.join(", ", choices.keySet()) + got + ". " + fix);
        return Optional.empty();
    }

    @Override
    public String text(T value) {
        return choices.entrySet().stream()
                .filter(choice -> choice.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(value + " is not one of " + choices.keySet()));
    }
}
