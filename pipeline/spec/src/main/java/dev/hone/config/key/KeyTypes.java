package dev.hone.config.key;

import dev.hone.config.yaml.SpecNode;
import dev.hone.config.yaml.SpecNode.Kind;
import dev.hone.config.yaml.SpecNode.Sequence;
import dev.hone.config.yaml.SpecPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The types that values of a specification have. */
public final class KeyTypes {

    public static final ScalarType<String> TEXT = new ScalarType<>(
            "text", "\"a name\"", EnumSet.complementOf(EnumSet.of(Kind.NOTHING)), text -> text, text -> text);

    public static final ScalarType<Integer> WHOLE_NUMBER =
            new ScalarType<>("whole number", "32", Set.of(Kind.WHOLE_NUMBER), Integer::valueOf, String::valueOf);

    public static final ScalarType<Long> LONG_NUMBER =
            new ScalarType<>("whole number", "7", Set.of(Kind.WHOLE_NUMBER), Long::valueOf, String::valueOf);

    public static final ScalarType<Double> NUMBER = new ScalarType<>(
            "number", "0.5", Set.of(Kind.WHOLE_NUMBER, Kind.DECIMAL), KeyTypes::finite, String::valueOf);

    public static final ScalarType<Boolean> TRUTH = new ScalarType<>(
            "truth value (true or false)", "true", Set.of(Kind.TRUTH), Boolean::valueOf, String::valueOf);

    public static final ScalarType<LocalDate> DATE =
            new ScalarType<>("date", "2025-01-31", Set.of(Kind.TEXT), KeyTypes::date, LocalDate::toString);

    public static final ScalarType<Instant> TIME = new ScalarType<>(
            "date or time with its zone", "2025-01-31T18:00:00Z", Set.of(Kind.TEXT), KeyTypes::time, Instant::toString);

    private KeyTypes() {}

    /** A time, or the start of a day in UTC. */
    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    /** A list of texts; a single text is a list of one. */
    public static KeyType<List<String>> texts() {
        return new KeyType<>() {
            @Override
            public String label() {
                return "list of texts";
            }

            @Override
            public Optional<List<String>> read(SpecNode node, SpecPath path, ReadContext context) {
                List<SpecNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
                List<String> values = new ArrayList<>();
                List<String> shown = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    SpecPath itemPath = node instanceof Sequence ? path.item(i) : path;
                    Optional<String> value = TEXT.parse(items.get(i), itemPath, context);
                    if (value.isPresent()) {
                        values.add(value.get());
                        shown.add(TEXT.canonical((SpecNode.Scalar) items.get(i), value.get()));
                    }
                }
                context.note(path, shown.toString(), node.origin());
                return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
            }

            @Override
            public String text(List<String> value) {
                return value.toString();
            }
        };
    }
}
