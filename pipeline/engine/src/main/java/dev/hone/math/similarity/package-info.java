/** How alike two texts are, as the share of short word sequences that they have in common, and how to find alike ones among many. */
package dev.hone.math.similarity;
