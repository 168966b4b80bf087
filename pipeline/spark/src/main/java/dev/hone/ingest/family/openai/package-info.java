/**
 * Chat Completions bodies and rows. Reads and writes nothing; costs one walk over the body.
 */
package dev.hone.ingest.family.openai;
