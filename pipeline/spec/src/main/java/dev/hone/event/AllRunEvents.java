package dev.hone.event;

import java.util.ArrayList;
import java.util.List;

/** Several listeners as one; those that fail drop out. */
final class AllRunEvents implements RunEvents {

    private final List<RunEvents> listeners;

    AllRunEvents(List<RunEvents> listeners) {
        this.listeners = new ArrayList<>(listeners);
    }

    @Override
    public void accept(RunEvent event) {
        List<RunEvent.Warning> failures = new ArrayList<>();
        for (RunEvents listener : List.copyOf(listeners)) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                listeners.remove(listener);
                failures.add(new RunEvent.Warning(
                        e.getMessage() + ". The run goes on without; what is missing is added when it is resumed"));
            }
        }
        failures.forEach(this::accept);
    }
}
