package dev.hone.rescore;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RolloutRow;

/**
 * A completion of a run as a reward sees it.
 *
 * @param answer the completion without its reasoning
 */
record LoggedCompletion(String promptId, int sample, String answer) {

    static LoggedCompletion of(RolloutRow rollout) {
        return new LoggedCompletion(
                rollout.promptId(), rollout.sample(), rollout.parts().answer());
    }

    static LoggedCompletion of(EvaluationRow answer) {
        return new LoggedCompletion(
                answer.promptId(), answer.sample(), answer.parts().answer());
    }
}
