/**
 * Python's values as templates see them, with the origin of every character and the budget of a rendering. Reads and writes nothing; costs
 * what the budget counts.
 */
package dev.hone.policy.template.value;
