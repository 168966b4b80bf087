/**
 * What pages and short commands say of runs, as records made from tables and events. Reads through {@code serving.table}; writes nothing.
 */
package dev.hone.serving.run;
