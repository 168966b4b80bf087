package dev.hone.redact;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is to be replaced by marks.
 *
 * @param kinds kinds that are known here
 * @param patterns kinds of the user's own: regular expressions by name, searched before the others
 */
public record Redaction(Set<RedactionKind> kinds, Map<String, String> patterns) implements Serializable {

    /** Nothing is replaced. */
    public static final Redaction NONE = new Redaction(Set.of(), Map.of());

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    public Redaction {
        kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
        patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
        patterns.forEach(Redaction::requirePattern);
    }

    public boolean isOn() {
        return !kinds.isEmpty() || !patterns.isEmpty();
    }

    private static void requirePattern(String name, String pattern) {
        boolean known = Arrays.stream(RedactionKind.values())
                .anyMatch(kind -> kind.code().equals(name));
        require(NAME.matcher(name).matches(), name + " must be a name of small letters, digits and _");
        require(!known, name + " is a kind that is known already; give the pattern another name");
        try {
            require(!Pattern.compile(pattern).matcher("").find(), name + " must not match an empty text");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern " + name + " is no regular expression: " + e.getDescription() + " at position "
                            + e.getIndex(),
                    e);
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("the pattern " + problem);
        }
    }
}
