/**
 * Whether JSON values are as a JSON Schema wants them, by the library networknt. Reads nothing but its arguments: no reference is fetched.
 * Costs tens of microseconds a value, and is bounded for hostile ones.
 */
package dev.hone.reward.grader.schema;
