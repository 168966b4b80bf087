/** A bridge to a package-private part of DJL's PyTorch engine. Reads and writes nothing. */
package ai.djl.pytorch.jni;
