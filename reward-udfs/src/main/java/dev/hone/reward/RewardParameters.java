package dev.hone.reward;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The parameters of a definition, read with types and ranges. A wrong value is reported and a stand-in is returned, so that reading goes on
 * and every problem is found; a key that nobody asked for is reported too.
 */
public final class RewardParameters {

    private final String path;
    private final String kind;
    private final Map<String, Object> values;
    private final List<RewardProblem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    RewardParameters(String path, RewardDefinition definition, List<RewardProblem> problems) {
        this.path = path;
        this.kind = definition.kind();
        this.values = definition.parameters();
        this.problems = problems;
    }

    /** The kind that the definition names. */
    public String kind() {
        return kind;
    }

    /** All parameters as they were written. */
    public Map<String, Object> values() {
        return values;
    }

    /**
     * The version of a function with these parameters.
     *
     * @param revision of the code: raised whenever the same parameters may give another reward than before
     */
    public String version(int revision) {
        return version(Integer.toString(revision));
    }

    /** The version of a function with these parameters, whose code has a version of its own. */
    public String version(String codeVersion) {
        return RewardVersions.of(kind + "@" + codeVersion, values);
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    /** Reports a problem with the value of {@code key}; an empty key stands for the definition itself. */
    public void problem(String key, String problem, String fix) {
        problems.add(new RewardProblem(at(key), problem, fix));
    }

    /** Reports a name that is none of the known ones, and which of them may be meant. */
    public void unknown(String key, String problem, String name, Set<String> names) {
        problem(key, problem, Suggestions.fix(name, names));
    }

    /** Whether anything was found wrong so far, in the whole definition: then there is no need for what is slow. */
    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** A number between two bounds, both included. */
    public double number(String key, double standard, double least, double greatest) {
        return value(key, Number.class, "a number")
                .map(Number::doubleValue)
                .filter(number -> inRange(key, number, least, greatest))
                .orElse(standard);
    }

    /** True or false. */
    public boolean flag(String key, boolean standard) {
        return value(key, Boolean.class, "true or false").orElse(standard);
    }

    /** One of some words. */
    public String choice(String key, String standard, Set<String> words) {
        Optional<String> word = value(key, String.class, "one of " + String.join(", ", words));
        Predicate<String> isKnown = words::contains;
        word.filter(isKnown.negate())
                .ifPresent(unknown -> problem(key, "unknown value " + unknown, Suggestions.fix(unknown, words)));
        return word.filter(isKnown).orElse(standard);
    }

    /** A text, where given. */
    public Optional<String> text(String key) {
        return value(key, String.class, "a text");
    }

    /** A text that must be there. */
    public String requiredText(String key) {
        Optional<String> text = text(key);
        if (!values.containsKey(key)) {
            problem(key, "is missing", "Add " + key);
        }
        return text.orElse("");
    }

    /** A text file, where given: by its name and text, as {@link RewardFiles} writes it, or by its name alone; then it is read here. */
    public Optional<RewardFile> file(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        Optional<RewardFile> written = RewardFile.of(values.get(key));
        if (written.isPresent()) {
            return written;
        }
        return text(key).flatMap(name -> {
            try {
                return Optional.of(RewardFile.read(name));
            } catch (IOException e) {
                problem(key, e.getMessage(), "Name a text file, from the working directory on");
                return Optional.empty();
            }
        });
    }

    /** A list of texts, where given; numbers and booleans in it are taken as they were written. */
    public Optional<List<String>> texts(String key) {
        return value(key, List.class, "a list").map(list -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                Object element = list.get(i);
                if (element == null || element instanceof List || element instanceof Map) {
                    problem(key + "[" + i + "]", "is not a text", "Write a text");
                } else {
                    texts.add(element.toString());
                }
            }
            return List.copyOf(texts);
        });
    }

    /** Maps under a key: a list of maps, each with the kind and the parameters of its own; empty if there is none. */
    public List<RewardParameters> parts(String key) {
        List<RewardParameters> parts = new ArrayList<>();
        List<?> list = value(key, List.class, "a list of reward definitions").orElse(List.of());
        for (int i = 0; i < list.size(); i++) {
            asMap(key + "[" + i + "]", list.get(i), true).ifPresent(parts::add);
        }
        return parts;
    }

    /** A map whose values are maps, in the order in which they were written. */
    public Map<String, RewardParameters> sections(String key) {
        Map<String, RewardParameters> sections = new LinkedHashMap<>();
        Map<?, ?> map = value(key, Map.class, "a map").orElse(Map.of());
        map.forEach((name, value) -> asMap(key + "." + name, value, false)
                .ifPresent(section -> sections.put(String.valueOf(name), section)));
        return sections;
    }

    /** A map with parameters of its own, where given; its reader calls {@link #reportUnknownKeys}. */
    public Optional<RewardParameters> section(String key) {
        return has(key) ? asMap(key, values.get(key), false) : Optional.empty();
    }

    /** Parameters that something under a key holds, such as a file; their reader calls {@link #reportUnknownKeys}. */
    public RewardParameters held(String key, Map<String, Object> held) {
        known.add(key);
        return new RewardParameters(at(key), new RewardDefinition("", held), problems);
    }

    /** A map with values of any form. */
    public Map<String, Object> map(String key) {
        Map<String, Object> copy = new LinkedHashMap<>();
        Map<?, ?> map = value(key, Map.class, "a map").orElse(Map.of());
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    /** The function that these parameters describe together with their kind; empty when a problem was reported. */
    public Optional<RewardFunction> function() {
        return RewardFunctions.build(this);
    }

    /** Reports each key that was never asked for. For sections that are no functions; functions have it done for them. */
    public void reportUnknownKeys() {
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problem(key, "unknown key", Suggestions.fix(key, known)));
    }

    private Optional<RewardParameters> asMap(String key, Object value, boolean isDefinition) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(String.valueOf(name), inner));
            RewardDefinition definition =
                    isDefinition ? RewardDefinition.fromMap(copy) : new RewardDefinition("", copy);
            return Optional.of(new RewardParameters(at(key), definition, problems));
        }
        problem(key, "is not a map", "Write its keys and values");
        return Optional.empty();
    }

    private <T> Optional<T> value(String key, Class<T> type, String form) {
        if (!has(key)) {
            return Optional.empty();
        }
        Object value = values.get(key);
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        problem(key, value == null ? "has no value" : "must be " + form + ", got " + value, "Write " + form);
        return Optional.empty();
    }

    private boolean inRange(String key, double number, double least, double greatest) {
        if (number >= least && number <= greatest) {
            return true;
        }
        String range = greatest == Double.MAX_VALUE
                ? "at least " + shown(least)
                : "between " + shown(least) + " and " + shown(greatest);
        problem(key, "must be " + range + ", got " + shown(number), "Choose a number " + range);
        return false;
    }

    private static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private String at(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }
}
