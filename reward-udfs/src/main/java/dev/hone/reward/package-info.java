/** Reward functions: what a completion is worth. */
package dev.hone.reward;
