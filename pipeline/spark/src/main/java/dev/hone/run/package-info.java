/**
 * What the entry points need of a run: its settings made from the specification, its estimate and advice, its export, its report. Reads
 * the specification, the model folder and the tables; writes the exported model.
 */
package dev.hone.run;
