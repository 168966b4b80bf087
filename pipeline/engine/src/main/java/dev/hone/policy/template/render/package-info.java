/** From statements and variables to a text. Reads and writes nothing; costs well under a millisecond a prompt. */
package dev.hone.policy.template.render;
