/**
 * The endpoint of deployed policies: OpenAI's chat completions, completions and models, and the token API of vLLM. Reads and writes nothing;
 * an answer costs what its tokens cost, and a thread while it lasts.
 */
package dev.hone.serving.endpoint;
