/**
 * The pure mathematics of the pipeline: arrays in, arrays out. Imports neither Spark nor DJL and does no I/O, so every formula is checked
 * against independent numbers in milliseconds.
 */
package dev.hone.math;
