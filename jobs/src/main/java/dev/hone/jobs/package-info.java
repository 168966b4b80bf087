/**
 * The entry points of spark-submit, one class each, and {@code hone}, the command line in front of them. Each parses its arguments, reads
 * the specification before Spark starts, calls stages of the pipeline, and turns errors into exit codes. The only package with main
 * methods.
 */
package dev.hone.jobs;
