/**
 * What the driver keeps of judges' answers. Reads and writes the table {@code judge_cache}, and a journal on the driver's disk that holds
 * what is not in the table yet. Costs one reading of a model's answers a run, one commit a step where a judge is asked, and up to a
 * sixteenth of the heap.
 */
package dev.hone.judge;
