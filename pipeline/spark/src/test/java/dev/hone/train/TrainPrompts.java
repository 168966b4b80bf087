package dev.hone.train;

import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import java.util.Optional;

/** Training prompts of which only the id matters: p0, p1, … */
public final class TrainPrompts {

    private TrainPrompts() {}

    public static PromptRow numbered(int i) {
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
