package dev.hone.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows as an aligned text with their columns' names above.
 *
 * @param numbers indices of the columns that stand to the right
 * @param rows cells of the columns in order
 */
record TextTable(List<String> names, Set<Integer> numbers, List<List<String>> rows) {

    TextTable {
        names = List.copyOf(names);
        numbers = Set.copyOf(numbers);
        rows = List.copyOf(rows);
    }

    String text() {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        append(text, names, widths);
        append(text, widths.stream().map("-"::repeat).toList(), widths);
        rows.forEach(row -> append(text, row, widths));
        return text.toString();
    }

    private void append(StringBuilder text, List<String> cells, List<Integer> widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths.get(i) - cells.get(i).length());
            padded.add(numbers.contains(i) ? padding + cells.get(i) : cells.get(i) + padding);
        }
        text.append(String.join("  ", padded).stripTrailing()).append('\n');
    }

    private List<Integer> widths() {
        return IntStream.range(0, names.size())
                .mapToObj(i -> rows.stream()
                        .mapToInt(row -> row.get(i).length())
                        .reduce(names.get(i).length(), Math::max))
                .toList();
    }
}
