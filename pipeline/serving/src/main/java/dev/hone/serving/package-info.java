/**
 * The console: what a browser and the short commands see of a warehouse, without Spark. {@code table} reads Delta tables, {@code run} says
 * what a run is, {@code api} answers the pages' questions as JSON, {@code http} is the server and its locks.
 */
package dev.hone.serving;
