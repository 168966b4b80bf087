/**
 * Bodies of Anthropic's messages. Reads and writes nothing; costs one walk over the body.
 */
package dev.hone.ingest.family.anthropic;
