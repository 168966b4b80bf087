/** Asks judges: votes, one repair of an unreadable answer, what it cost. Costs a request a vote, and money where the endpoint asks for it. */
package dev.hone.grader.judge.ask;
