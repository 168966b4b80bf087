/**
 * The seam of the engine: what sampling, scoring and training ask of a policy, and the values that go in and come out. Knows no
 * engine; {@code policy.torch} is the one that there is. Reads and writes nothing; costs nothing.
 */
package dev.hone.policy;
