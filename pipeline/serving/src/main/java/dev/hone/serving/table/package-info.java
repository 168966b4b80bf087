/**
 * The Delta tables of a warehouse, read by Delta Kernel in plain Java. Reads the log of a table for its files at each question (some 10 to
 * 50 ms), for its schema when it has changed, and each data file once, as long as there is room for its rows; writes nothing.
 */
package dev.hone.serving.table;
