package dev.hone.schema;

import java.time.Instant;

/**
 * The commonest reference answer of some prompts, scored as if it were the answer to each of them.
 *
 * @param dataset data set of the prompts, or {@code all}
 * @param answer the commonest reference answer
 * @param prompts that have a reference answer and could be scored
 * @param references different reference answers of all prompts that have one
 * @param unscorable prompts whose reward could not be computed; left out
 * @param accuracy share of the prompts to which it is right, 0 to 1
 * @param reward mean reward
 */
public record MajorityAnswerRow(
        String runId,
        Split split,
        String dataset,
        String answer,
        int prompts,
        int references,
        int unscorable,
        double accuracy,
        double reward,
        String grader,
        Instant evaluatedAt) {}
