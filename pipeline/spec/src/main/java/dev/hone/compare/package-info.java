/** Two policies on the same prompts, from rows that are in memory; reads and writes nothing. Costs a bootstrap, some milliseconds. */
package dev.hone.compare;
