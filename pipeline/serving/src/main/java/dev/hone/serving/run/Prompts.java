package dev.hone.serving.run;

import dev.hone.schema.PromptColumns;
import dev.hone.schema.PromptRow;
import dev.hone.schema.TableDefinition;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The prompts of a warehouse, by their id. */
final class Prompts {

    /** Prompts as records; the table itself has none, since queries alone write it. */
    private static final TableDefinition<PromptRow> TABLE = new TableDefinition<>(
            PromptColumns.TABLE.name(), PromptColumns.TABLE.comment(), List.of(), Map.of(), List.of(), PromptRow::read);

    private final TableReader tables;

    Prompts(TableReader tables) {
        this.tables = tables;
    }

    /** Those of the wanted ones that are still there. */
    Map<String, PromptRow> of(Set<String> wanted) {
        return tables.rows(TABLE, Where.all()).stream()
                .filter(prompt -> wanted.contains(prompt.promptId()))
                .collect(Collectors.toMap(PromptRow::promptId, Function.identity(), (a, b) -> b));
    }
}
