/**
 * Where a completion's reasoning ends and its answer begins: pure functions of texts, without tokens, engine or tables. Costs nothing.
 */
package dev.hone.policy.reasoning;
