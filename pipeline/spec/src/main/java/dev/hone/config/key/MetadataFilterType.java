package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Sequence;
import dev.hone.config.yaml.SpecPath;
import dev.hone.settings.ingest.MetadataFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The service's {@code requestMetadataFilters}: exactly one of equals, notEquals, andAll and orAll. */
public record MetadataFilterType() implements KeyType<MetadataFilter> {

    @Override
    public String label() {
        return "one of equals, notEquals, andAll, orAll";
    }

    @Override
    public Optional<MetadataFilter> read(SpecNode node, SpecPath path, ReadContext context) {
        Optional<Entry> word =
                onlyEntry(node, path, context, "must be exactly one of equals, notEquals, andAll and orAll");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        SpecPath place = path.key(word.get().key());
        SpecNode value = word.get().value();
        return switch (word.get().key()) {
            case "equals", "notEquals" -> condition(word.get(), place, context).map(condition -> condition);
            case "andAll" -> list(value, place, context, MetadataFilter.AndAll::new);
            case "orAll" -> list(value, place, context, MetadataFilter.OrAll::new);
            default -> problem(value, place, context, "is no filter. Write equals, notEquals, andAll or orAll");
        };
    }

    @Override
    public String text(MetadataFilter value) {
        throw new UnsupportedOperationException("a filter has no text of its own");
    }

    private static Optional<MetadataFilter> list(
            SpecNode node,
            SpecPath path,
            ReadContext context,
            Function<List<MetadataFilter.Condition>, MetadataFilter> make) {
        if (!(node instanceof Sequence sequence)) {
            return problem(node, path, context, "must be a list. Write - equals: {key: value} for each condition");
        }
        List<MetadataFilter.Condition> conditions = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            item(sequence.items().get(i), path.item(i), context).ifPresent(conditions::add);
        }
        boolean whole = conditions.size() == sequence.items().size();
        return whole ? made(node, path, context, () -> make.apply(conditions)) : Optional.empty();
    }

    private static Optional<MetadataFilter.Condition> item(SpecNode node, SpecPath path, ReadContext context) {
        Optional<Entry> word = onlyEntry(
                node,
                path,
                context,
                "must be exactly one of equals and notEquals; andAll and orAll are not mixed or nested");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (!List.of("equals", "notEquals").contains(word.get().key())) {
            return problem(
                    node, path.key(word.get().key()), context, "cannot stand in a list. Write equals or notEquals");
        }
        return condition(word.get(), path.key(word.get().key()), context);
    }

    private static Optional<MetadataFilter.Condition> condition(Entry word, SpecPath path, ReadContext context) {
        Optional<Entry> pair = onlyEntry(word.value(), path, context, "must hold exactly one key with its value");
        Optional<String> value =
                pair.flatMap(entry -> KeyTypes.TEXT.read(entry.value(), path.key(entry.key()), context));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        BiFunction<String, String, MetadataFilter.Condition> make =
                word.key().equals("equals") ? MetadataFilter.Equals::new : MetadataFilter.NotEquals::new;
        return made(word.value(), path, context, () -> make.apply(pair.get().key(), value.get()));
    }

    private static Optional<Entry> onlyEntry(SpecNode node, SpecPath path, ReadContext context, String problem) {
        if (node instanceof Mapping mapping && mapping.entries().size() == 1) {
            return Optional.of(mapping.entries().get(0));
        }
        return problem(node, path, context, problem + ". Write it as in equals: {project: support}");
    }

    private static <T> Optional<T> made(SpecNode node, SpecPath path, ReadContext context, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            return problem(node, path, context, e.getMessage());
        }
    }

    private static <T> Optional<T> problem(SpecNode node, SpecPath path, ReadContext context, String problem) {
        context.problems().error(node.origin(), path.text(), problem);
        return Optional.empty();
    }
}
