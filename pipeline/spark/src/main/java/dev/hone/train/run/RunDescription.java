package dev.hone.train.run;

/**
 * What is recorded about a run when it is created.
 *
 * @param kind {@link #TRAIN} or {@link #SFT}
 * @param spec the specification as written, secrets unexpanded
 * @param specHash SHA-256 of the effective specification
 * @param baseModel where the base model comes from and under which licence, in words
 * @param identity what must be equal when it is resumed
 */
public record RunDescription(String kind, String spec, String specHash, String baseModel, RunIdentity identity) {

    public static final String TRAIN = "train";
    public static final String SFT = "sft";
}
