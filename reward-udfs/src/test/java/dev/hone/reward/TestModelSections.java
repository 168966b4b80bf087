package dev.hone.reward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestModelSections {

    @Test
    void everySectionModelIsChangedAndNothingElse() {
        RewardDefinition definition = RewardDefinition.ofJson(
                "composite",
                """
                {"parts": [{"kind": "judge", "model": {"name": "a"}}, {"kind": "regex", "name": "b", "pattern": null}],
                 "model": "no section"}""");

        RewardDefinition changed = ModelSections.change(definition, model -> {
            model.put("firstVote", 9);
            return model;
        });

        assertThat(changed)
                .isEqualTo(
                        RewardDefinition.ofJson(
                                "composite",
                                """
                                {"parts": [{"kind": "judge", "model": {"name": "a", "firstVote": 9}},
                                           {"kind": "regex", "name": "b", "pattern": null}],
                                 "model": "no section"}"""));
    }
}
