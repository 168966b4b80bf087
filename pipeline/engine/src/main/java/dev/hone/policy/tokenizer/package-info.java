/**
 * Tokenizers: texts to tokens and back, where words end, which tokens are special. Reads tokenizer.json and its companions; the only
 * importer of DJL's tokenizers. Costs some MB and microseconds a token.
 */
package dev.hone.policy.tokenizer;
