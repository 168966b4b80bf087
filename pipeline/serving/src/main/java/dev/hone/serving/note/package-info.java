/**
 * What a person should look at in a run, in plain words: known bad patterns of reinforcement fine-tuning, found in the metrics of its
 * steps. Pure; a pass over the steps for each pattern.
 */
package dev.hone.serving.note;
