/**
 * The settings of the stages of a run: records that validate themselves, built by the keys of the specification. Reads and writes
 * nothing.
 */
package dev.hone.settings;
