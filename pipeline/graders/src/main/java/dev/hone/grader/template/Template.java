package dev.hone.grader.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables, such as <code>{{prompt}}</code>, <code>{{metadata.topic}}</code> or <code>{{item.choices[0].text}}</code>. Values
 * are put in once and never looked through for variables again: a completion that holds <code>{{reference}}</code> keeps it as it is.
 */
public final class Template {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private final List<VariablePath> variables = new ArrayList<>();

    /** What stands before each variable, and behind the last. */
    private final List<String> texts = new ArrayList<>();

    /** @throws IllegalArgumentException if a variable has no name, or braces are left open */
    public Template(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            texts.add(withoutOpenBraces(text.substring(end, matcher.start())));
            variables.add(VariablePath.of(matcher.group(1)));
            end = matcher.end();
        }
        texts.add(withoutOpenBraces(text.substring(end)));
    }

    /** The variables in their order, each as often as it is used. */
    public List<String> variables() {
        return variables.stream().map(VariablePath::text).toList();
    }

    /**
     * The text with the values of a row. Texts are put in as they are, everything else as JSON.
     *
     * @param values an object of which the variables name fields, at any depth
     * @throws UnknownVariableException that names the nearest variable there is
     */
    public String render(ObjectNode values) {
        return render(values, (variable, text) -> text);
    }

    /** The same, where {@code shown} makes what is put in from a variable's name and its text. */
    public String render(ObjectNode values, BinaryOperator<String> shown) {
        StringBuilder rendered = new StringBuilder(texts.get(0));
        for (int i = 0; i < variables.size(); i++) {
            JsonNode value = variables.get(i).valueIn(values);
            String text = value.isTextual() ? value.textValue() : value.toString();
            rendered.append(shown.apply(variables.get(i).text(), text)).append(texts.get(i + 1));
        }
        return rendered.toString();
    }

    private static String withoutOpenBraces(String text) {
        text.lines().filter(line -> line.contains("{{")).findFirst().ifPresent(line -> {
            throw new IllegalArgumentException("{{ without a name and }} in the line: " + line.strip());
        });
        return text;
    }
}
