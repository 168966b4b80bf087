/**
 * Chat templates: the part of Jinja that published templates use, rendered byte for byte as transformers renders it, or refused when the
 * template is loaded. Reads the template's text and a conversation; writes nothing; costs well under a millisecond a prompt.
 *
 * <p>Every character of the result remembers whether the template or the conversation wrote it, so that a special token inside a user's
 * text is never taken for a control token.
 *
 * <p>The rooms stand on each other in this order: {@code value}, {@code builtin}, {@code parse}, {@code render}. Nothing outside of this
 * package uses them.
 */
package dev.hone.policy.template;
