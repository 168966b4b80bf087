/**
 * Hone. The words of the code, used in this sense in every package, in the tables and in the documentation:
 *
 * <dl>
 *   <dt>prompt
 *   <dd>what the policy is asked: messages, perhaps with tools, rendered by the model's chat template. One row of {@code prompts}, named by
 *       its hash
 *   <dt>answer
 *   <dd>the reference answer of a prompt, where it has one; of a completion, its text without the reasoning
 *   <dt>completion
 *   <dd>the tokens that a policy samples after a prompt, and their text
 *   <dt>sample
 *   <dd>to draw a completion; as a number, which of a prompt's completions in a step it is, from 0
 *   <dt>rollout
 *   <dd>a completion with the prompt, policy, step and sample that it comes from: one row of {@code rollouts}
 *   <dt>group
 *   <dd>all completions of one prompt in a step; what advantages compare, and what shares the prompt's computation
 *   <dt>unit
 *   <dd>the prompts that one task decodes together, planned before the step: whatever runs it, it gives the same bits
 *   <dt>reward
 *   <dd>what a reward function says a completion is worth. Its score is a row of {@code scores}
 *   <dt>advantage
 *   <dd>how much better than its group a completion is: the factor of its log-probability in the loss
 *   <dt>policy
 *   <dd>the model that is trained: the base model with an adapter. Each step makes a new version
 *   <dt>base
 *   <dd>the model that training starts with, which never changes
 *   <dt>reference
 *   <dd>the policy that a KL penalty holds the trained one near to
 *   <dt>adapter
 *   <dd>what training has added to the base: LoRA matrices, or all parameters. Immutable, named by the hash of its values
 *   <dt>logprob
 *   <dd>the natural logarithm of the probability of a token under a policy, given all tokens before it
 *   <dt>step
 *   <dd>sample, score, compute advantages, update, commit: one new version of the policy. Complete when its row in {@code steps} is
 *   <dt>stage
 *   <dd>one of these parts of a step: a verb and a noun, such as {@code SampleRollouts}
 *   <dt>run
 *   <dd>the steps of one specification on one warehouse, over all starts and stops of its driver
 *   <dt>split
 *   <dd>what a prompt may be used for: trained on, to choose checkpoints (validation), or only reported (test)
 *   <dt>checkpoint
 *   <dd>an adapter with the optimizer's state after a step, to go on from
 *   <dt>warehouse
 *   <dd>the folder or bucket that holds all tables
 * </dl>
 */
package dev.hone;
