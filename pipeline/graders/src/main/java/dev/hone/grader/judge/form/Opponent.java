package dev.hone.grader.judge.form;

import dev.hone.grader.judge.prompt.PromptValues;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import java.util.Optional;

/**
 * The answer that a completion is compared with.
 *
 * @param metadataField where the metadata hold it; empty: it is the reference
 */
record Opponent(String metadataField) {

    private static final String METADATA = RowValues.METADATA + ".";

    static Opponent read(RewardParameters parameters, String key) {
        return parameters
                .section(key)
                .map(section -> {
                    String against = section.text("against").orElse(RowValues.REFERENCE);
                    section.reportUnknownKeys();
                    if (!against.equals(RowValues.REFERENCE) && !against.startsWith(METADATA)) {
                        section.problem(
                                "against",
                                "unknown answer " + against,
                                "Use " + RowValues.REFERENCE + ", or " + METADATA
                                        + "FIELD for one that the metadata hold");
                    }
                    return new Opponent(against.startsWith(METADATA) ? against.substring(METADATA.length()) : "");
                })
                .orElse(new Opponent(""));
    }

    String description() {
        return metadataField.isEmpty() ? "the reference" : "the answer " + metadataField;
    }

    /** @throws IllegalArgumentException if the row has none */
    String answer(RewardInput input, RowValues rows) {
        PromptValues values = rows.of(input);
        return Optional.ofNullable(
                        metadataField.isEmpty()
                                ? values.data().get(RowValues.REFERENCE)
                                : values.data().path(RowValues.METADATA).get(metadataField))
                .filter(answer -> !answer.isNull())
                .map(answer -> answer.isTextual() ? answer.textValue() : answer.toString())
                .orElseThrow(() -> new IllegalArgumentException("the row has no answer to compare with: "
                        + (metadataField.isEmpty() ? "it has no reference" : "its metadata have no " + metadataField)));
    }

    /** What the judge sees beside both answers: a reference that is one of them is not shown again. */
    PromptValues withoutReference(PromptValues values) {
        return metadataField.isEmpty() ? values.withoutMaterial(RowValues.REFERENCE) : values;
    }
}
