/**
 * One run: its identity, its row in {@code runs}, its checkpoints, and the lock that its driver holds. Reads and writes
 * {@code runs}, {@code checkpoints} and {@code _runs/}; costs a commit at the start and one at the end.
 */
package dev.hone.train.run;
