package dev.hone.grader.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where a variable's value stands: names and positions, one inside of the other.
 *
 * @param text as it was written
 * @param steps names of fields, and positions in lists as {@code [0]}; at least one
 */
record VariablePath(String text, List<String> steps) {

    private static final Pattern FORM = Pattern.compile("[^.\\[\\]]+(?:\\.[^.\\[\\]]+|\\[\\d{1,9}])*");
    private static final Pattern STEP = Pattern.compile("[^.\\[\\]]+|\\[\\d+]");

    /** A position is written behind the name of its list, in brackets: both forms cannot be confused. */
    static VariablePath of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("{{" + text
                    + "}} names no variable. Write names with dots between them, such as {{metadata.topic}}");
        }
        return new VariablePath(
                text, STEP.matcher(text).results().map(MatchResult::group).toList());
    }

    JsonNode valueIn(ObjectNode values) {
        JsonNode node = values;
        for (int i = 0; i < steps.size(); i++) {
            JsonNode inner = child(node, steps.get(i));
            if (inner.isMissingNode() || inner.isNull()) {
                throw unknown(node, walked(i), steps.get(i));
            }
            node = inner;
        }
        return node;
    }

    private static JsonNode child(JsonNode node, String step) {
        return isPosition(step) ? node.path(Integer.parseInt(step, 1, step.length() - 1, 10)) : node.path(step);
    }

    private static boolean isPosition(String step) {
        return step.startsWith("[");
    }

    /** The first steps as they were written. */
    private String walked(int count) {
        StringBuilder walked = new StringBuilder();
        steps.subList(0, count).forEach(step -> walked.append(walked.isEmpty() || isPosition(step) ? "" : ".")
                .append(step));
        return walked.toString();
    }

    private UnknownVariableException unknown(JsonNode node, String walked, String step) {
        String prefix = walked.isEmpty() ? "" : walked + ".";
        Collection<String> known = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!node.path(name).isNull()) {
                known.add(prefix + name);
            }
        });
        return new UnknownVariableException(
                text,
                "the row has no value for {{" + text + "}}"
                        + (walked.isEmpty() ? "" : ": there is no " + step + " in " + walked)
                        + (known.isEmpty() ? "" : ". " + Suggestions.fix(prefix + step, known)));
    }
}
