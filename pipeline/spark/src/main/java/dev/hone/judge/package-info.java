/**
 * What the driver keeps of judges' answers. Reads and writes the table {@code judge_cache}, and a journal on the driver's disk that holds
 * what is not in the table yet. Costs one look into the table and one commit a step, where a judge is asked.
 */
package dev.hone.judge;
