/**
 * The seam between serving and the engine: sequences of several adapters that come and go, decoded as one batch over one base model. Reads
 * and writes nothing; what it costs is in {@link dev.hone.policy.serve.ServingSettings}.
 */
package dev.hone.policy.serve;
