/** How tokens are drawn: settings, the processed distribution, and the uniform numbers. Pure; O(V log V) a token at worst. */
package dev.hone.math.sampling;
