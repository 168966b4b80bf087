/**
 * Ready-to-use judges: instruction following, summarization, reasoning, faithfulness to retrieved context. The judge states what it sees, claim
 * by claim or step by step; Java makes the reward of it, so no judge's taste for length counts. One call a completion and vote.
 */
package dev.hone.grader.judge.ready;
