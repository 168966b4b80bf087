package dev.hone.reward.grader.schema;

import com.networknt.schema.regex.RegularExpression;
import dev.hone.reward.grader.LinearPattern;
import java.util.List;
import java.util.regex.Pattern;

/** A schema's patterns, which are ECMAScript's, as far as they can be matched in linear time. */
final class SchemaPattern {

    private static final Pattern UNICODE_ESCAPE = Pattern.compile("((?<!\\\\)(?:\\\\\\\\)*)\\\\u([0-9a-fA-F]{4})");

    private SchemaPattern() {}

    /** @param problems takes why a pattern cannot be used: the library would write what is thrown into the log */
    static RegularExpression of(String regex, List<String> problems) {
        try {
            LinearPattern pattern =
                    new LinearPattern(UNICODE_ESCAPE.matcher(regex).replaceAll("$1\\\\x{$2}"));
            return text -> pattern.matches(text, false);
        } catch (IllegalArgumentException e) {
            problems.add("a pattern cannot be matched in linear time: " + e.getMessage());
            return text -> false;
        }
    }
}
