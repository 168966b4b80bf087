/**
 * The Delta tables: one class each holds the columns with their comments, and the reads and writes. The only package that imports Delta.
 *
 * <p>Everything sits under one warehouse path, so any Delta reader opens it. A plain append costs about 0.2 s on a local disk, one with a
 * transaction id 0.5 s; nothing in the training loop merges.
 */
package dev.hone.table;
