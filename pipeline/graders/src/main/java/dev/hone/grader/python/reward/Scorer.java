package dev.hone.grader.python.reward;

import dev.hone.grader.python.PythonPool;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.List;

/** How completions are scored by a function of one form. */
interface Scorer {

    /** One result per completion, in order. */
    List<RewardResult> score(PythonPool pool, List<RewardInput> inputs) throws InterruptedException;
}
