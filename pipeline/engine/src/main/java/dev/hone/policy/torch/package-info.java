/**
 * The policy on libtorch, and the only package that imports DJL's engine: the TorchScript programs, weights in memory, caches of keys
 * and values, sampling, forward and backward. Reads a Hugging Face model folder; writes nothing. The base weights are held once per JVM:
 * 4 bytes a parameter in fp32, of a small model 2 where they fit bf16, and 4 for the adapter in use.
 */
package dev.hone.policy.torch;
