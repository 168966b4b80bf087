/**
 * Graders of OpenAI, as their files have them, and endpoint graders of Azure. Reads the models that they name by their endpoints; costs what
 * its graders cost: texts are compared here, Python runs in workers, models and endpoints are asked once for each completion.
 */
package dev.hone.grader.openai;
