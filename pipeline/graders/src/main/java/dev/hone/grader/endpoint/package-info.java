/**
 * Rewards by HTTP endpoints of the user's own, in the contract of reward Lambdas or of Azure's endpoint graders. Reads environment variables
 * that headers name; costs a request for each batch, or for each row.
 */
package dev.hone.grader.endpoint;
