package dev.hone.config.key;

import dev.hone.config.yaml.Origin;
import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Entry;
import dev.hone.config.yaml.SpecNode.Kind;
import dev.hone.config.yaml.SpecNode.Mapping;
import dev.hone.config.yaml.SpecNode.Scalar;
import dev.hone.config.yaml.SpecPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of a section: unknown ones, missing ones and those out of range are noted as problems. */
public final class SectionReader {

    private SectionReader() {}

    /** The settings of a section; nothing, with the problems noted, where they cannot be made. */
    public static <T> Optional<T> read(Section<T> section, SpecNode node, SpecPath path, ReadContext context) {
        Optional<Mapping> mapping = mapping(section, node, path, context);
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        int problemsBefore = context.problems().errorCount();
        refuseUnknownKeys(section, mapping.get(), path, context);
        Values values = values(section, mapping.get(), path, context);
        section.conflicts().stream()
                .filter(conflict -> conflict.isIn(values))
                .forEach(conflict -> tell(conflict, values, mapping.get(), path, context));
        if (context.problems().errorCount() > problemsBefore) {
            return Optional.empty();
        }
        try {
            return Optional.of(section.make().apply(values));
        } catch (IllegalArgumentException e) {
            placeProblem(e.getMessage(), mapping.get(), path, context);
            return Optional.empty();
        }
    }

    private static Values values(Section<?> section, Mapping mapping, SpecPath path, ReadContext context) {
        Map<Key<?>, Object> values = new HashMap<>();
        Set<Key<?>> written = new HashSet<>();
        for (Key<?> key : section.keys()) {
            if (mapping.find(key.name()).isPresent()) {
                written.add(key);
            }
            value(key, mapping, path, new Values(values, written), context).ifPresent(value -> values.put(key, value));
        }
        return new Values(values, written);
    }

    private static void tell(Conflict conflict, Values values, Mapping mapping, SpecPath path, ReadContext context) {
        String name = conflict.at().name();
        Origin origin = mapping.find(name).map(entry -> entry.value().origin()).orElse(mapping.origin());
        String text = conflict.text().apply(values);
        if (conflict.severity() == Key.Severity.WARNING) {
            context.problems().warning(origin, path.key(name).text(), text);
        } else {
            context.problems().error(origin, path.key(name).text(), text);
        }
    }

    private static <T> Optional<Mapping> mapping(
            Section<T> section, SpecNode node, SpecPath path, ReadContext context) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING) {
            return Optional.of(new Mapping(List.of(), node.origin()));
        }
        String example = section.keys().get(0).name();
        context.problems()
                .error(
                        node.origin(),
                        path.text(),
                        "must hold keys with values. Write them indented below, such as " + example);
        return Optional.empty();
    }

    private static <T> void refuseUnknownKeys(Section<T> section, Mapping mapping, SpecPath path, ReadContext context) {
        List<String> known = section.keys().stream().map(Key::name).toList();
        for (Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                String fix = KeySuggestions.nearest(entry.key(), known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Known here: " + String.join(", ", known));
                context.problems().error(entry.origin(), path.key(entry.key()).text(), "there is no such key. " + fix);
            }
        }
    }

    private static <T> Optional<T> value(
            Key<T> key, Mapping mapping, SpecPath path, Values before, ReadContext context) {
        SpecPath keyPath = context.path(path, key);
        Optional<Entry> entry = mapping.find(key.name());
        if (entry.isEmpty()) {
            return absent(key, mapping, keyPath, before, context);
        }
        Optional<T> value = key.type().read(entry.get().value(), keyPath, context);
        value.ifPresent(v -> check(key, v, entry.get(), keyPath, context));
        return value;
    }

    private static <T> Optional<T> absent(
            Key<T> key, Mapping mapping, SpecPath path, Values before, ReadContext context) {
        if (key.required() || (path.missedByCommand() && key.type().requiredWhereNeeded())) {
            context.problems()
                    .error(mapping.origin(), path.text(), "is missing. Add " + key.name() + ": " + key.description());
            return Optional.empty();
        }
        if (key.type() instanceof SectionType<T> section) {
            return section.absent(mapping, path, context);
        }
        if (key.derived().isPresent()) {
            Key.Derived<T> rule = key.derived().get();
            Optional<T> derived = rule.value().apply(before);
            derived.ifPresent(value -> context.noteDefault(path, key.type().text(value), "by " + rule.from()));
            return derived;
        }
        key.fallback()
                .ifPresent(value ->
                        context.noteDefault(path, context.withRunName(key.type().text(value)), "default"));
        return key.fallback().map(value -> named(value, context));
    }

    @SuppressWarnings("unchecked") // a text stays a text
    private static <T> T named(T value, ReadContext context) {
        return value instanceof String text ? (T) context.withRunName(text) : value;
    }

    private static <T> void check(Key<T> key, T value, Entry entry, SpecPath path, ReadContext context) {
        for (Key.Check<T> check : key.checks()) {
            if (check.holds().test(value)) {
                continue;
            }
            String text = check.problem().apply(value);
            switch (check.severity()) {
                case ERROR -> context.problems().error(entry.value().origin(), path.text(), text);
                case WARNING -> context.problems().warning(entry.value().origin(), path.text(), text);
                case ERROR_WHERE_NEEDED -> {
                    if (path.needed()) {
                        context.problems().error(entry.value().origin(), path.text(), text);
                    }
                }
            }
        }
    }

    /** Puts a problem that a settings record has raised where the key it begins with is written. */
    private static void placeProblem(String message, Mapping mapping, SpecPath path, ReadContext context) {
        String first = message.split(" ", 2)[0];
        Optional<Entry> entry = mapping.find(first);
        if (entry.isPresent()) {
            String rest = message.substring(first.length()).strip();
            context.problems()
                    .error(entry.get().value().origin(), path.key(first).text(), rest);
        } else {
            context.problems().error(mapping.origin(), path.text(), message);
        }
    }
}
