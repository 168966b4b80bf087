package dev.hone.policy.architecture;

import java.util.OptionalInt;

/**
 * What transformers takes where config.json leaves a field out.
 *
 * @param keyValueHeads empty for as many as heads
 * @param headDim width of a head; empty for hidden size / heads
 * @param maxPositions context length in tokens
 * @param rmsNormEpsilon added to the mean square before its root
 */
record ConfigDefaults(OptionalInt keyValueHeads, OptionalInt headDim, int maxPositions, double rmsNormEpsilon) {}
