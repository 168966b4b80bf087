package dev.hone.config.key;

import dev.hone.config.yaml.EffectiveValue;
import dev.hone.config.yaml.Origin;
import dev.hone.config.yaml.Problems;
import dev.hone.config.yaml.SpecPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What readers of values share: the problems found, the environment, and the effective values noted so far. */
public final class ReadContext {

    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env:([^}]*)}");

    private final Problems problems;
    private final Map<String, String> environment;
    private final String runName;
    private final Set<String> neededSections;
    private final List<EffectiveValue> values = new ArrayList<>();

    public ReadContext(Problems problems, Map<String, String> environment, String runName, Set<String> neededSections) {
        this.problems = problems;
        this.environment = Map.copyOf(environment);
        this.runName = runName;
        this.neededSections = Set.copyOf(neededSections);
    }

    public Problems problems() {
        return problems;
    }

    /** The specification's name in problems. */
    public String file() {
        return problems.file();
    }

    public List<EffectiveValue> values() {
        return values;
    }

    /** The place of a key below this one; whether it is needed is decided by the outermost section. */
    SpecPath path(SpecPath parent, Key<?> key) {
        boolean needed = parent.text().isEmpty() ? neededSections.contains(key.name()) : parent.needed();
        SpecPath path = parent.key(key.name());
        return new SpecPath(path.text(), path.identifies() && !key.varies(), needed);
    }

    /** Notes a value as written. */
    void note(SpecPath path, String text, Origin origin) {
        values.add(new EffectiveValue(path.text(), text, origin.toString(), path.identifies()));
    }

    /** Notes a default with where it comes from. */
    void noteDefault(SpecPath path, String text, String source) {
        values.add(new EffectiveValue(path.text(), text, source, path.identifies()));
    }

    /** The name that stands for {@code {run}} in defaults. */
    String withRunName(String text) {
        return text.replace("{run}", runName);
    }

    /** The text with each {@code ${env:NAME}} replaced; a variable that is not set is a problem. */
    String expand(String text, Origin origin, SpecPath path) {
        Matcher matcher = ENVIRONMENT.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!environment.containsKey(name)) {
                problems.error(
                        origin,
                        path.text(),
                        "the environment variable " + name + " is not set. Set it, as in export " + name + "=…");
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(environment.getOrDefault(name, "")));
        }
        return matcher.appendTail(expanded).toString();
    }
}
