package dev.hone.grader.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.template.Template;
import dev.hone.grader.template.UnknownVariableException;
import dev.hone.reward.RewardParameters;

/** A text with <code>{{item.…}}</code> and <code>{{sample.…}}</code>. */
record RowTemplate(Template template) {

    private static final String OUTPUT_JSON = "output_json";

    /** The text under a key, which must be there. */
    static RowTemplate read(RewardParameters parameters, String key) {
        return of(parameters, key, parameters.requiredText(key));
    }

    /** A text that stands under a key. */
    static RowTemplate of(RewardParameters parameters, String key, String text) {
        try {
            Template template = new Template(text);
            template.variables().stream()
                    .filter(variable -> !variable.matches("(item|sample)[.\\[].*"))
                    .forEach(
                            variable -> parameters.problem(
                                    key,
                                    "unknown variable {{" + variable + "}}",
                                    "Variables begin with item. (fields of the row) or sample. (output_text, output_json, output_tools)"));
            return new RowTemplate(template);
        } catch (IllegalArgumentException e) {
            parameters.problem(key, e.getMessage(), "Correct the template");
            return new RowTemplate(new Template(""));
        }
    }

    /** @throws GraderException if the row has no value for a variable */
    String render(GradedSample sample) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.set("item", sample.item());
        values.set("sample", sample.sample());
        try {
            return template.render(values);
        } catch (UnknownVariableException e) {
            if (e.variable().startsWith("sample." + OUTPUT_JSON)
                    && !sample.sample().has(OUTPUT_JSON)) {
                throw new GraderException(
                        GraderException.SAMPLE_PARSE, "{{" + e.variable() + "}} needs JSON, and the answer is none");
            }
            throw new GraderException(GraderException.INVALID_VARIABLE, e.getMessage());
        }
    }
}
