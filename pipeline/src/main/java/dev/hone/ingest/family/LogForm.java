package dev.hone.ingest.family;

/**
 * A form of logged bodies.
 *
 * @param family its name in counts
 * @param mapper reads its bodies
 */
public record LogForm(PromptFamily family, BodyMapper mapper) {

    static LogForm ofText(String promptField, CompletionForm form) {
        return new LogForm(form.family(), new CompletionMapper(promptField, form));
    }
}
