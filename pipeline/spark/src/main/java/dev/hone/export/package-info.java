/**
 * Writes the tuned policy in the forms that the rest of the world loads: a PEFT adapter and, where asked, a whole merged model, with a
 * model card. Reads the base model's directory, the tuned adapter and logged rollouts; writes one folder, which appears only when both
 * exports have been loaded again and gave the tuned policy's log-probabilities. Costs a second copy of the base in memory and on disk
 * (4 bytes a parameter) where merged, and a few forward passes.
 */
package dev.hone.export;
