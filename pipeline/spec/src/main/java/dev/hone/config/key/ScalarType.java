package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Kind;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.config.yaml.SpecPath;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A type whose values are single words or numbers.
 *
 * @param label the type in words, "whole number"
 * @param example a value for the fix, "32"
 * @param kinds what YAML may hold the written value for
 * @param parser throws IllegalArgumentException where the text is not such a value
 * @param writer the canonical text of a value
 */
public record ScalarType<T>(
        String label, String example, Set<Kind> kinds, Function<String, T> parser, Function<T, String> writer)
        implements KeyType<T> {

    @Override
    public Optional<T> read(SpecNode node, SpecPath path, ReadContext context) {
        Optional<T> value = parse(node, path, context);
        value.ifPresent(v -> context.note(path, canonical((Scalar) node, v), node.origin()));
        return value;
    }

    /** The value without noting it among the effective ones: for the items of a list. */
    Optional<T> parse(SpecNode node, SpecPath path, ReadContext context) {
        if (!(node instanceof Scalar scalar)) {
            return wrong("must be a " + label + ", got " + described(node), node, path, context);
        }
        if (scalar.kind() == Kind.NOTHING) {
            return wrong("has no value", node, path, context);
        }
        boolean fromEnvironment = scalar.text().contains("${env:");
        String text = fromEnvironment ? context.expand(scalar.text(), scalar.origin(), path) : scalar.text();
        if (fromEnvironment && text.isEmpty()) {
            return Optional.empty();
        }
        if (!fromEnvironment && !kinds.contains(scalar.kind())) {
            return wrong("must be a " + label + ", got " + described(node), node, path, context);
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            String shown = fromEnvironment ? "the value of " + scalar.text() : described(node);
            return wrong("must be a " + label + ", got " + shown, node, path, context);
        }
    }

    @Override
    public String text(T value) {
        return writer.apply(value);
    }

    /** The text that is shown and hashed: values from the environment stay unexpanded. */
    String canonical(Scalar scalar, T value) {
        return scalar.text().contains("${env:") ? scalar.text() : writer.apply(value);
    }

    private Optional<T> wrong(String problem, SpecNode node, SpecPath path, ReadContext context) {
        context.problems().error(node.origin(), path.text(), problem + ". Write a " + label + " such as " + example);
        return Optional.empty();
    }

    private static String described(SpecNode node) {
        if (node instanceof Scalar scalar) {
            return "'" + scalar.text() + "'";
        }
        return node instanceof SpecNode.Sequence ? "a list" : "keys with values";
    }
}
