/**
 * Rewards by AWS Lambda functions. Reads AWS's usual settings of credentials and region; costs an invocation for each batch of rows, and
 * further ones for batches that fail.
 */
package dev.hone.grader.lambda;
