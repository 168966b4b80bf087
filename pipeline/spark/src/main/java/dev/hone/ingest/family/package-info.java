/**
 * How the shapes that prompts come in are read: the bodies of logged calls, by the families of models that Bedrock serves (Converse,
 * Anthropic, Cohere, chat completions, text completions with the marks of their templates), and the rows of data sets (chat, OpenAI, Gemini,
 * verl, tables). Takes the JSON of one record and gives Chat Completions, or why it is refused; does no I/O. Costs one walk of the record's
 * tree. A new family of logged calls is its mapper and a line in
 * {@link dev.hone.ingest.log.FamilySniffer}, one of text prompts a line in
 * {@link dev.hone.ingest.family.completion.CompletionForm}; the rules are listed in docs/ingest.md.
 */
package dev.hone.ingest.family;
