/**
 * What a run adds to the settings that its specification builds: what is known only when Spark has started and the model is read. Reads
 * and writes nothing.
 */
package dev.hone.settings.run;
