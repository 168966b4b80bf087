/**
 * Model folders and safetensors files: reads headers and tensors one by one, writes files whole. Costs the bytes of one tensor at a
 * time.
 */
package dev.hone.policy.checkpoint;
