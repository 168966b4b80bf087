package dev.hone.grader.openai;

/** A sample that a grader can give no score; the message begins with one of OpenAI's kinds of errors. */
final class GraderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The answer is not what a template takes it for. */
    static final String SAMPLE_PARSE = "sample_parse_error";
    /** A template names what the row does not have. */
    static final String INVALID_VARIABLE = "invalid_variable_error";
    /** A formula has no finite value. */
    static final String FORMULA_PARSE = "formula_parse_error";
    /** Python raised, or returned no number. */
    static final String PYTHON_RUNTIME = "python_grader_runtime_error";
    /** Python could not be started, or was lost. */
    static final String PYTHON_SERVER = "python_grader_server_error";
    /** A model cannot answer this request. */
    static final String MODEL_SERVER = "model_grader_server_error";
    /** A model refused to answer. */
    static final String MODEL_REFUSAL = "model_grader_refusal_error";
    /** A model's answer has no score, or no label. */
    static final String MODEL_PARSE = "model_grader_parse_error";
    /** All else. */
    static final String OTHER = "other_error";

    GraderException(String kind, String detail) {
        super(kind + ": " + detail);
    }
}
