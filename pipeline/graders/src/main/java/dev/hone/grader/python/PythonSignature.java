package dev.hone.grader.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A function of a file.
 *
 * @param name of the function
 * @param isOwn whether the file defines it; else it imports it
 * @param parameters names of its parameters, in order
 * @param required those without a default
 * @param takesAnyName whether it has {@code **kwargs}
 */
public record PythonSignature(
        String name, boolean isOwn, List<String> parameters, Set<String> required, boolean takesAnyName) {

    static PythonSignature of(JsonNode json) {
        return new PythonSignature(
                json.path("name").asText(),
                json.path("own").asBoolean(),
                texts(json.path("parameters")),
                new LinkedHashSet<>(texts(json.path("required"))),
                json.path("keywords").asBoolean());
    }

    /** Whether a parameter of that name may be given. */
    public boolean takes(String parameter) {
        return takesAnyName || parameters.contains(parameter);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** As Python writes it: {@code reward(prompt, completion)}. */
    @Override
    public String toString() {
        String all = String.join(", ", parameters);
        String any = takesAnyName ? (all.isEmpty() ? "" : ", ") + "**kwargs" : "";
        return name + "(" + all + any + ")";
    }
}
