/** Calls of tools that models write into their answers: reading and comparing them. Reads texts, writes nothing, and costs microseconds. */
package dev.hone.reward.grader.tool;
