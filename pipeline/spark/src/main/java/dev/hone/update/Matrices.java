package dev.hone.update;

/** Between the engine's floats and the mathematics' doubles, [G][T]. */
final class Matrices {

    private Matrices() {}

    static double[] doubles(float[] row) {
        double[] doubles = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            doubles[i] = row[i];
        }
        return doubles;
    }

    static double[][] doubles(float[][] table) {
        double[][] doubles = new double[table.length][];
        for (int g = 0; g < table.length; g++) {
            doubles[g] = doubles(table[g]);
        }
        return doubles;
    }

    static float[][] floats(double[][] table) {
        float[][] floats = new float[table.length][];
        for (int g = 0; g < table.length; g++) {
            floats[g] = new float[table[g].length];
            for (int t = 0; t < floats[g].length; t++) {
                floats[g][t] = (float) table[g][t];
            }
        }
        return floats;
    }

    /** Sum of the values that count. */
    static double sum(double[][] table, boolean[][] mask) {
        double sum = 0;
        for (int g = 0; g < table.length; g++) {
            for (int t = 0; t < table[g].length; t++) {
                sum += mask[g][t] ? table[g][t] : 0;
            }
        }
        return sum;
    }
}
