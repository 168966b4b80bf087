/**
 * What the stages of a run are told: records that validate themselves, built by the keys of the specification. Reads and writes
 * nothing.
 */
package dev.hone.settings;
