/**
 * What the entry points need of a run: its settings made from the specification, its estimate and advice, its comparison with the policy
 * before, its export, its report. Reads the specification, the model folder and the tables; writes evaluations and the exported model.
 */
package dev.hone.run;
