package dev.hone.grader.python;

import dev.hone.grader.python.PythonWorker.WorkerLostException;
import dev.hone.grader.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Processes that hold one Python file, started as they are needed and kept. Callers share the pool; one that is interrupted kills the process
 * that worked for it, and so does a call that takes too long.
 */
public final class PythonPool implements AutoCloseable {

    private static final int MAX_RESULT_BYTES = 6_000_000;

    /** After a request that was lost, its calls are tried alone, for so many time limits together. */
    private static final int RETRY_LIMITS = 4;

    private final PythonSource source;
    private final PythonSettings settings;
    private final PythonInterpreter interpreter;
    private final Semaphore slots;
    private final Deque<PythonWorker> idle = new ArrayDeque<>();
    private final Set<PythonWorker> all = new HashSet<>();
    private boolean closed;
    private final List<PythonSignature> functions;

    private PythonPool(PythonSource source, PythonSettings settings, PythonInterpreter interpreter)
            throws PythonException, InterruptedException {
        this.source = source;
        this.settings = settings;
        this.interpreter = interpreter;
        this.slots = new Semaphore(settings.workers(), true);
        PythonWorker first = started();
        this.functions = first.load(source, settings.timeoutSeconds());
        idle.push(first);
    }

    /** Starts the first process and loads the file there. */
    public static PythonPool open(PythonSource source, PythonSettings settings) throws PythonException {
        PythonInterpreter base = PythonInterpreter.find(settings.interpreter());
        try {
            return new PythonPool(
                    source,
                    settings,
                    settings.requirements().isPresent()
                            ? PythonEnvironment.of(base, settings.requirements().get())
                            : base);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PythonException(
                    new PythonFailure(PythonFailure.NOT_STARTED, "interrupted while Python was started"), "Try again");
        }
    }

    /** The functions of the file, in its order. */
    public List<PythonSignature> functions() {
        return functions;
    }

    /**
     * Calls a function once for each element, in one request to one process. What the function raises concerns its call alone. A request that
     * takes too long, or whose process ends, is lost; its calls are then tried one by one.
     *
     * @return one result for each call, in order
     */
    public List<PythonResult> call(String function, List<PythonCall> calls) throws InterruptedException {
        try {
            return request(function, calls);
        } catch (WorkerLostException e) {
            return calls.size() == 1 ? List.of(new PythonResult.Failed(e.failure(), "")) : callAlone(function, calls);
        }
    }

    /** As {@link #call}, with a request for each call. */
    public List<PythonResult> callAlone(String function, List<PythonCall> calls) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos((long) RETRY_LIMITS * settings.timeoutSeconds());
        List<PythonResult> results = new ArrayList<>();
        for (PythonCall call : calls) {
            results.add(
                    System.nanoTime() < endNanos
                            ? alone(function, call)
                            : new PythonResult.Failed(
                                    new PythonFailure(
                                            PythonFailure.TIMEOUT,
                                            "its batch failed, and was not tried again row by row to its end, since that took longer than "
                                                    + RETRY_LIMITS + " time limits"),
                                    ""));
        }
        return results;
    }

    private PythonResult alone(String function, PythonCall call) throws InterruptedException {
        try {
            return request(function, List.of(call)).get(0);
        } catch (WorkerLostException e) {
            return new PythonResult.Failed(e.failure(), "");
        }
    }

    private List<PythonResult> request(String function, List<PythonCall> calls)
            throws WorkerLostException, InterruptedException {
        slots.acquire();
        try {
            PythonWorker worker = take();
            List<PythonResult> results = List.of(worker.call(function, calls, settings.timeoutSeconds()));
            if (results.stream().anyMatch(PythonPool::hasUsedUpItsMemory)) {
                drop(worker);
            } else {
                giveBack(worker);
            }
            return results;
        } finally {
            slots.release();
        }
    }

    private static boolean hasUsedUpItsMemory(PythonResult result) {
        return result instanceof PythonResult.Failed failed
                && failed.failure().kind().equals(PythonFailure.OUT_OF_MEMORY);
    }

    private PythonWorker take() throws WorkerLostException, InterruptedException {
        synchronized (this) {
            all.removeIf(worker -> !worker.isAlive());
            for (PythonWorker worker = idle.poll(); worker != null; worker = idle.poll()) {
                if (worker.isAlive()) {
                    return worker;
                }
            }
        }
        try {
            PythonWorker worker = started();
            worker.load(source, settings.timeoutSeconds());
            return worker;
        } catch (PythonException e) {
            throw new WorkerLostException(e.failure());
        }
    }

    private PythonWorker started() throws PythonException, InterruptedException {
        Sandbox sandbox = new Sandbox(settings.sandbox(), interpreter.readable());
        try {
            Map<String, Object> duties = sandbox.duties();
            duties.put("output_bytes", MAX_RESULT_BYTES);
            PythonWorker worker = PythonWorker.greet(
                    sandbox.start(interpreter.command(PythonPool.class, "worker.py", duties)),
                    settings.timeoutSeconds());
            keep(worker);
            return worker;
        } catch (IOException e) {
            throw new PythonException(
                    new PythonFailure(PythonFailure.NOT_STARTED, e.getMessage()), "Correct what it says");
        }
    }

    private synchronized void keep(PythonWorker worker) {
        if (closed) {
            worker.close();
        }
        all.add(worker);
    }

    private synchronized void giveBack(PythonWorker worker) {
        if (!closed) {
            idle.push(worker);
        }
    }

    private synchronized void drop(PythonWorker worker) {
        worker.close();
        all.remove(worker);
    }

    /** Ends all processes. */
    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(PythonWorker::close);
        all.clear();
        idle.clear();
    }
}
