/**
 * The policy engine: a language model that samples completions and gives log-probabilities with gradients. Reads a Hugging Face model
 * directory; writes nothing. The base weights are held once per JVM: 4 bytes a parameter in fp32; of a small model 2 where
 * they fit bf16, and 4 for the adapter in use. The only package that imports DJL.
 */
package dev.hone.policy;
