/** Kinds of reward for answers that are JSON. They read the completion, the reference and the row's metadata, and cost microseconds a row. */
package dev.hone.reward.builtin.json;
