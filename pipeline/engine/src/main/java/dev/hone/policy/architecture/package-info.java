/**
 * The model families, and what config.json says of a model: shapes, attention windows, rotary embeddings, names of the weights. Reads
 * config.json; writes nothing; costs milliseconds.
 */
package dev.hone.policy.architecture;
