/**
 * Objectives by name: which advantage, surrogate and aggregation belong together, and what a specification's words stand for. Reads
 * nothing; gives the settings of {@link dev.hone.math.loss} and {@link dev.hone.math.advantage}. Pure values.
 */
package dev.hone.math.objective;
