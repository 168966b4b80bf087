/** What is measured: the catalogue of metric names. Reads and writes nothing; costs nothing. */
package dev.hone.metrics;
