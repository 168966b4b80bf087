/**
 * Chat models that are asked from rewards. Reads an endpoint and the environment variable that holds its key; costs a request for each
 * question, and money where the endpoint asks for it.
 */
package dev.hone.grader.chat;
