/**
 * JSON over HTTP, for rewards that ask somebody else: POST, time limits, tries again. Costs a request for each try; keeps connections open
 * between them.
 */
package dev.hone.grader.http;
