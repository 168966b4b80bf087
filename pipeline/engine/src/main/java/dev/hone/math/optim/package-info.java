/**
 * The optimizer: reads named parameters and gradients, gives new parameters. Costs about 10 ns and 8 bytes of moments a parameter and step;
 * pure functions on arrays, on one thread, so the same inputs give the same bytes.
 */
package dev.hone.math.optim;
