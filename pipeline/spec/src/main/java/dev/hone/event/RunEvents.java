package dev.hone.event;

import java.util.List;

/** Listens to a run. The events of one run come one after the other, from one thread. */
@FunctionalInterface
public interface RunEvents {

    /** Is told of what has just occurred. */
    void accept(RunEvent event);

    /**
     * Tells several listeners, in this order. One that fails ends no run: it is told nothing more until the run is resumed, and the others
     * get a warning.
     */
    static RunEvents all(List<RunEvents> listeners) {
        return new AllRunEvents(listeners);
    }
}
