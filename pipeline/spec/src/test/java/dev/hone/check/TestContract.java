package dev.hone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which field was meant. */
class TestContract {

    private static final PromptRow COMPLETE =
            prompt(Optional.of("{\"answer\": 4, \"unit\": \"cm\"}"), Optional.of("{\"task\": {\"id\": 7}}"));

    @Test
    void whatThePromptsBringIsNamed() {
        assertThat(Contract.of(List.of(COMPLETE)).text())
                .isEqualTo("all 1 prompts have a reference with the fields answer, unit; metadata: task, task.id");
    }

    @Test
    void aFieldThatAnErrorNamesIsAnsweredWithTheNearestThatThereIs() {
        assertThat(Contract.of(List.of(COMPLETE)).hints(Set.of("KeyError: 'anser' (line 7)")))
                .containsExactly("an error names anser, and neither references nor metadata have such a field."
                        + " Did you mean answer?");
    }

    @Test
    void aFieldThatIsThereNeedsNoHint() {
        assertThat(Contract.of(List.of(COMPLETE)).hints(Set.of("cannot divide 'answer'")))
                .isEmpty();
    }

    @Test
    void whatAnErrorQuotesNamesNoFields() {
        assertThat(Contract.of(List.of(COMPLETE))
                        .hints(Set.of(
                                "status 500: {\"return\": 1, \"detail\": {\"code\": \"E7\"}}",
                                "got {'score': 'high', 'why': 'the answer is lo…")))
                .isEmpty();
    }

    @Test
    void aReferenceUnderAnotherNameIsFoundInTheMetadata() {
        PromptRow without = prompt(Optional.empty(), Optional.of("{\"ground_truth\": \"4\"}"));

        assertThat(Contract.of(List.of(COMPLETE, without)).hints(Set.of()))
                .singleElement()
                .asString()
                .startsWith(
                        "1 prompts have no reference_answer, and the metadata of 1 has the field ground_truth. If that is the"
                                + " reference, say so: format: table and columns: {referenceAnswer: ground_truth}");
    }

    private static PromptRow prompt(Optional<String> reference, Optional<String> metadata) {
        return new PromptRow("p", "d", Split.TRAIN, "[]", Optional.empty(), reference, metadata, Optional.empty(), 1);
    }
}
