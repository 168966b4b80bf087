/**
 * A completion while it is decoded: its tokens, its text, its thinking budget and what ends it. Knows no engine. Reads and writes nothing;
 * costs microseconds a token.
 */
package dev.hone.policy.decode;
