/** The kind of reward that checks the form of a text by rules, of the definition or of the row. It costs microseconds a row. */
package dev.hone.reward.builtin.constraint;
