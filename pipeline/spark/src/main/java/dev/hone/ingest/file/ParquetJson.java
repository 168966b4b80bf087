package dev.hone.ingest.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.Nodes;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Rows of parquet as JSON: structs and maps are objects, lists are arrays, and what is null is left out. */
final class ParquetJson {

    private ParquetJson() {}

    static String text(Group row) {
        return struct(row).toString();
    }

    private static ObjectNode struct(Group group) {
        GroupType type = group.getType();
        ObjectNode object = Nodes.object();
        for (int field = 0; field < type.getFieldCount(); field++) {
            if (type.getType(field).isRepetition(Type.Repetition.REPEATED)) {
                object.set(type.getFieldName(field), repeated(group, field));
            } else if (group.getFieldRepetitionCount(field) > 0) {
                object.set(type.getFieldName(field), value(group, field, 0));
            }
        }
        return object;
    }

    private static ArrayNode repeated(Group group, int field) {
        ArrayNode array = Nodes.array();
        for (int i = 0; i < group.getFieldRepetitionCount(field); i++) {
            array.add(value(group, field, i));
        }
        return array;
    }

    private static JsonNode value(Group group, int field, int index) {
        Type type = group.getType().getType(field);
        if (type.isPrimitive()) {
            return ParquetValues.value(group, field, index);
        }
        Group inner = group.getGroup(field, index);
        if (type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            return list(inner);
        }
        return type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation ? map(inner) : struct(inner);
    }

    /** A list is a group with one repeated group, whose one field is the element; old writers repeat the element itself. */
    private static ArrayNode list(Group list) {
        Type repeated = list.getType().getType(0);
        boolean wrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
        if (!wrapped) {
            return repeated(list, 0);
        }
        ArrayNode array = Nodes.array();
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            Group element = list.getGroup(0, i);
            array.add(element.getFieldRepetitionCount(0) > 0 ? value(element, 0, 0) : Nodes.nothing());
        }
        return array;
    }

    private static ObjectNode map(Group map) {
        ObjectNode object = Nodes.object();
        for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
            Group entry = map.getGroup(0, i);
            boolean present = entry.getFieldRepetitionCount(1) > 0;
            object.set(value(entry, 0, 0).asText(), present ? value(entry, 1, 0) : Nodes.nothing());
        }
        return object;
    }
}
