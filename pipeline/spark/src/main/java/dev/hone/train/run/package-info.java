/**
 * One run and who holds it: its identity, the lock or claim of its driver, its row in {@code runs}, its checkpoints. Reads and writes
 * {@code runs}, {@code checkpoints} and {@code _runs/}; costs a commit at the start and one at the end.
 */
package dev.hone.train.run;
