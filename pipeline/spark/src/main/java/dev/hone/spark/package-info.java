/**
 * Labels of Spark jobs, which the Spark UI shows. Reads and writes nothing.
 */
package dev.hone.spark;
