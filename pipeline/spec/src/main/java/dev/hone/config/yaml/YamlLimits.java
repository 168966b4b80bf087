package dev.hone.config.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Finds out how deep and how large a YAML text becomes, each alias written out, before anything is built of it. */
final class YamlLimits {

    /** Of values inside each other; a specification of Hone has six. */
    private static final int MAX_DEPTH = 50;

    /** Of values in all; the longest example has two hundred. */
    private static final long MAX_NODES = 100_000;

    /** What is wrong, and the line from 1. */
    record Excess(String problem, int line) {}

    /** Values that a node holds, itself included, and how deep they go. */
    private record Extent(long nodes, int depth) {

        static final Extent NODE = new Extent(1, 1);

        Extent with(Extent inner) {
            return new Extent(nodes + inner.nodes, Math.max(depth, inner.depth + 1));
        }
    }

    private final Deque<Extent> open = new ArrayDeque<>();
    private final Deque<Optional<Anchor>> openNames = new ArrayDeque<>();
    private final Map<Anchor, Extent> named = new HashMap<>();

    private YamlLimits() {
        open.push(Extent.NODE);
    }

    /** The first place where a text goes beyond the limits. */
    static Optional<Excess> exceeded(LoadSettings settings, String text) {
        YamlLimits limits = new YamlLimits();
        for (Event event : new Parse(settings).parseString(text)) {
            limits.take(event);
            Optional<String> problem = limits.problem();
            if (problem.isPresent()) {
                int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
                return Optional.of(new Excess(problem.get(), line));
            }
        }
        return Optional.empty();
    }

    private void take(Event event) {
        if (event instanceof CollectionStartEvent start) {
            open.push(Extent.NODE);
            openNames.push(start.getAnchor());
        } else if (event instanceof CollectionEndEvent) {
            Extent closed = open.pop();
            openNames.pop().ifPresent(name -> named.put(name, closed));
            add(closed);
        } else if (event instanceof AliasEvent alias) {
            add(named.getOrDefault(alias.getAlias(), Extent.NODE));
        } else if (event instanceof NodeEvent scalar) {
            scalar.getAnchor().ifPresent(name -> named.put(name, Extent.NODE));
            add(Extent.NODE);
        }
    }

    private void add(Extent inner) {
        open.push(open.pop().with(inner));
    }

    private Optional<String> problem() {
        if (open.size() + open.element().depth() > MAX_DEPTH) {
            return Optional.of(
                    "values are nested deeper than " + MAX_DEPTH + " levels here. Write fewer into each other");
        }
        if (open.element().nodes() > MAX_NODES) {
            return Optional.of("there are more than " + MAX_NODES
                    + " values here, each alias (*name) written out. Write fewer, or without aliases");
        }
        return Optional.empty();
    }
}
