/** Which letter of a multiple-choice question a text chooses. Reads and writes nothing; time is linear in the text. */
package dev.hone.reward.grader.choice;
