/** What a person sees of a run: one line for each step, a progress bar on a terminal, the summary. Reads nothing, writes to the console. */
package dev.hone.report;
