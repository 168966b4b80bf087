package dev.hone.ingest.log;

import dev.hone.ingest.family.BodyMapper;
import dev.hone.ingest.family.completion.CompletionForm;
import dev.hone.ingest.family.completion.CompletionMapper;

/**
 * A form of logged bodies.
 *
 * @param family its name in counts
 * @param mapper reads its bodies
 */
public record LogForm(String family, BodyMapper mapper) {

    static LogForm ofText(String promptField, CompletionForm form) {
        return new LogForm(form.family(), new CompletionMapper(promptField, form));
    }
}
