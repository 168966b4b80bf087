/**
 * {@code kind: python}: reward functions that users write in Python, in the form of the Lambda contract, of TRL, of verl, or of Hone's own.
 *
 * <p>Which form a file has is seen from the names of its function and of the parameters ({@link
 * dev.hone.grader.python.reward.HandlerForm}); the rest is what to call it with, and how to read what it returns. Reads and writes nothing.
 */
package dev.hone.grader.python.reward;
