package dev.hone.policy.architecture;

/** How the rotary frequencies of a model are stretched beyond the context that it was first trained with. */
public sealed interface RopeScaling {

    /** Frequencies as the base says. */
    record None() implements RopeScaling {}

    /**
     * All frequencies divided by a factor.
     *
     * @param factor at least 1
     */
    record Linear(double factor) implements RopeScaling {}

    /**
     * Llama 3.1: low frequencies divided by the factor, high ones kept, those between interpolated.
     *
     * @param factor divisor of the low frequencies
     * @param lowFrequencyFactor wavelengths above originalMaxPositions / this are low
     * @param highFrequencyFactor wavelengths below originalMaxPositions / this are high
     * @param originalMaxPositions context of the first training in tokens
     */
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalMaxPositions)
            implements RopeScaling {

        private double interpolated(double frequency) {
            double turns = originalMaxPositions * frequency / (2 * Math.PI);
            double kept = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
            double share = Math.max(0, Math.min(1, kept));
            return share * frequency + (1 - share) * frequency / factor;
        }
    }

    /** [headDim / 2] angle per position of each pair of a head's channels. */
    default float[] frequencies(int headDim, double theta) {
        float[] frequencies = new float[headDim / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = (float) scale(Math.pow(theta, -2.0 * i / headDim));
        }
        return frequencies;
    }

    private double scale(double frequency) {
        if (this instanceof Linear linear) {
            return frequency / linear.factor();
        }
        if (this instanceof Llama3 llama3) {
            return llama3.interpolated(frequency);
        }
        return frequency;
    }
}
