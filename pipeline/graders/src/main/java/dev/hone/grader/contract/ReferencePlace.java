package dev.hone.grader.contract;

import java.util.Locale;

/** Where a sample of an event holds the reference answer and what else came with the prompt: the three ways that AWS documents. */
public enum ReferencePlace {
    /** Both inside {@code metadata}, as Bedrock's user guide shows. */
    METADATA,
    /** Both beside {@code messages}, as in the dataset: SageMaker's guide and AWS's sample Lambdas. */
    TOP_LEVEL,
    /** As at the top level, but a reference that is a text arrives as {@code {"text": …}}: the sample for open-weight models. */
    TEXT;

    /** The name that specifications use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
