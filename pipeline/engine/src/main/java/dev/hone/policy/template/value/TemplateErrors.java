package dev.hone.policy.template.value;

import dev.hone.error.DataException;
import dev.hone.error.ModelException;

/** The two ways to fail: a template that is refused when it is loaded, and a conversation that a template does not take. */
public final class TemplateErrors {

    private TemplateErrors() {}

    /** The template holds something outside the subset, or is not Jinja at all. */
    public static ModelException refused(int line, String problem) {
        return new ModelException("chat template, line " + line + ": " + problem
                + ". The template is refused because it could not be rendered exactly. Use another template (chat_template.jinja in the"
                + " model directory) or one without this construct.");
    }

    /** The template does more for a short conversation than any prompt needs. */
    static ModelException beyondLimits(int line, String problem) {
        return new ModelException("chat template, line " + line + ": the rendering of a short conversation " + problem
                + ". A template that works like this is broken or hostile: get the model's files from its publisher, or put another"
                + " chat_template.jinja into the model directory.");
    }

    /** A rendering failed as it would in Python; kind is the name of Python's exception. */
    public static DataException runtime(String kind, String problem) {
        return new DataException("the chat template does not take this conversation: " + kind + ": " + problem
                + ". Change the messages to what the model's template expects.");
    }

    public static DataException type(String problem) {
        return runtime("TypeError", problem);
    }

    static DataException undefined(Value.Undefined value) {
        return runtime("UndefinedError", value.message());
    }

    /** Something that Python would do and this subset does not: failing is better than a wrong prompt. */
    public static DataException unsupported(String what) {
        return runtime("NotImplementedError", what + " is not supported");
    }
}
