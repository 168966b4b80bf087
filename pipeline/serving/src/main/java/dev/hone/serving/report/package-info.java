/**
 * The report of a run: one HTML file without scripts, that opens from a disk without a network. Reads tables through {@code serving.run};
 * costs the rollouts of the last few steps.
 */
package dev.hone.serving.report;
