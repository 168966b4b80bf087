/**
 * What a reward pays for, found out before it trains: answers that must score much, and answers that must not.
 *
 * <p>Makes the answers of a check from prompts, and decides from their scores whether a reward is fit, risky or unfit. Pure: somebody else
 * reads the prompts and calls the reward (dev.hone.run). Costs milliseconds.
 */
package dev.hone.check;
