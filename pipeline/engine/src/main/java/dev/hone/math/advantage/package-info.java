/**
 * Advantages of grouped rewards: reads rewards [P][G], gives advantages [P][G]. Costs O(P G); pure functions on arrays.
 */
package dev.hone.math.advantage;
