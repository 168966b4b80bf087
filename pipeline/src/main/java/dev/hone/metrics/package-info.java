/** What is measured: the catalogue of metric names, and the labels of Spark jobs. Reads and writes nothing; costs nothing. */
package dev.hone.metrics;
