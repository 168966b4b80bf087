/**
 * From a template's text to its statements; what is outside the subset is refused here, with its line. Reads and writes nothing; costs
 * milliseconds a template.
 */
package dev.hone.policy.template.parse;
