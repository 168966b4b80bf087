package dev.hone.train;

import dev.hone.table.PromptRow;
import dev.hone.table.Split;
import java.util.Optional;

/** Training prompts of which only the id matters: p0, p1, … */
final class TrainPrompts {

    private TrainPrompts() {}

    static PromptRow numbered(int i) {
        return new PromptRow(
                "p" + i,
                "d",
                Split.TRAIN,
                "[]",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }
}
