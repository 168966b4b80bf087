/**
 * Rewards made of rewards: a weighted sum or a formula, gates, and scales. Costs what its parts cost; a part is not called for a completion
 * that has no reward any more, or failed a gate.
 */
package dev.hone.reward.builtin.composite;
