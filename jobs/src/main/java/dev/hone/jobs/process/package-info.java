/**
 * A command as the operating system sees it: its exit code, signals, standard output, temporary files, file names and memory. Knows no
 * specification and no table.
 */
package dev.hone.jobs.process;
