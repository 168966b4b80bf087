/**
 * Bodies with one text as prompt: its turns are found by the markers of the models' templates. Reads and writes nothing; costs one walk
 * over the text.
 */
package dev.hone.ingest.family.completion;
