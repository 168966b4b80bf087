/**
 * What a run would need, as functions of counts: memory of keys and values and of weights, lengths of answers. Reads and writes nothing;
 * costs microseconds.
 */
package dev.hone.estimate;
