/**
 * Deployments: which policy answers under which name. Reads runs, checkpoints and models; writes one small file for what a name is wanted to
 * serve and one for what it serves. A base model costs 4 to 8 bytes a parameter, an adapter 8.
 */
package dev.hone.serving.deploy;
