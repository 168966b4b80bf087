/**
 * What is trained: LoRA matrices or all parameters, their initial values, their shapes, merging into the base, and PEFT's files. An
 * adapter is immutable and named by the SHA-256 of its values. Costs 4 bytes a trained parameter.
 */
package dev.hone.policy.adapter;
