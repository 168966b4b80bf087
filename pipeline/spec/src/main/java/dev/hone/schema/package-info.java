/**
 * The rows of the tables as Java records, their states and splits. Reads and writes nothing.
 */
package dev.hone.schema;
